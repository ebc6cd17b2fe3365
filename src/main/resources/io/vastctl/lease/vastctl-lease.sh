# The loop of the lease, run by: sh -c 'THIS' vastctl-lease-loop. POSIX sh; no single quote may stand in it.
# LeaseScript takes out comments, indents and empty lines, and puts values for the words between @ signs.
# Whatever fails here, the loop must go on: every number is checked before arithmetic, which would end the shell.
trap "" HUP
export PATH="${PATH:-/bin}@PATH@"
{ true >>@LOG@; } 2>/dev/null && exec >>@LOG@ 2>&1
f=@FILE@
# p: the last known time, m: the means to destroy with
p=@EPOCH@ m=no

# a positive number below 10^10, not octal
ok() { case $1 in ""|0*|*[!0-9]*|???????????*) false;; esac; }

# n: the time; without a working date, counted
now() {
  n=$(date +%s)
  ok "$n" || n=$((p+@TICK@))
  p=$n
}

# a, b: heartbeat and lease as the file has them
load() {
  a= b= c=
  [ -r $f ] && read -r a b c <$f
  ok "$a" && ok "$b" && [ -z "$c" ] && [ ${#b} -lt 8 ]
}

# true if the pid file names another living loop; pids are used again after a restart of the container
other() {
  q= x=
  read -r q x <$f.pid
  ok "$q" && [ $q != $$ ] && case $(tr -d \\0 </proc/$q/cmdline) in *vastctl-lease-loop*) ;; *) false;; esac
} 2>/dev/null

# a variable of the container
val() { tr \\0 \\n <@ENVIRON@ | sed -n "s/^$1=//p"; } 2>/dev/null

has() { command -v $1 >/dev/null; }

look() {
  i=${CONTAINER_ID:-$(val CONTAINER_ID)}
  k=${CONTAINER_API_KEY:-$(val CONTAINER_API_KEY)}
  m=no-tool
  has python3 && m=python3
  has curl && m=curl
  case $k in ""|*[!A-Za-z0-9._~+/=-]*) m=no-key;; esac
  ok "$i" || m=no-key
  echo "$$ $m" >$f.pid
}

# The key goes over a pipe or the environment, never on a command line. python3 also where curl gets no answer.
fire() {
  u=@BASE@/api/v0/instances/$i/ h=
  [ $m = curl ] && h=$(printf "header=\"Authorization: Bearer %s\"\n" "$k" | curl -qgsS -m 30 -K - -X DELETE -H "Content-Type: application/json" -d "{}" -o /dev/null -w "%{http_code}" $u)
  case $h in ""|000) has python3 && h=$(k=$k u=$u python3 -I - <<E
import os,urllib.request as r
q=r.Request(os.environ["u"],b"{}",{"Authorization":"Bearer "+os.environ["k"],"Content-Type":"application/json"},method="DELETE")
try: print(r.urlopen(q,timeout=30).status)
except Exception as e: print(e)
E
  );; esac
  echo "$n destroy $i: $h"
}

now
other && { echo "$n loop $q runs already"; exit; }
if ! load; then
  a=@EPOCH@ b=@LEASE@
  # Made anew, or long under way: somebody is at it, or nobody. Time enough to log in and renew.
  if [ $n -lt $a ] || [ $((n-a)) -ge $b ]; then
    a=$n
    [ $b -gt @SHORT@ ] && b=@SHORT@
  fi
  echo "$a $b" >$f.new && mv $f.new $f
fi
# e, l: the last good heartbeat and lease; t: seconds since they changed, whatever the clock does
# g: ticks of grace left; w: not empty once expired
e=$a l=$b t=0 g=@GRACE@ w=
look
echo "$n loop $$ ($m): $l s from $e"
while :; do
  sleep @TICK@
  now
  t=$((t+@TICK@))
  other && exit
  case $m in no*) look;; esac
  load && [ "$a $b" != "$e $l" ] && e=$a l=$b t=0
  d=$((n-e))
  [ $d -lt $t ] && d=$t
  d=$((d-l))
  if [ $d -lt 0 ]; then
    w=
  elif [ -z "$w" ]; then
    w=1
    echo "$n expired"
    # Not found out in time: the machine slept or the clock jumped. As after a restart.
    [ $d -gt 60 ] && g=@GRACE@
  fi
  if [ $g -gt 0 ]; then
    g=$((g-1))
  elif [ $w ]; then
    case $m in
      no*) echo "$n cannot destroy: $m";;
      *) fire;;
    esac
  fi
done
