vastctl_dir=
trap 'if [ -n "$vastctl_dir" ]; then rm -rf "$vastctl_dir"; fi' EXIT
trap 'exit 1' HUP INT TERM PIPE
# A temporary folder that takes at least one byte: a full disk is just what somebody wants to be told of.
for vastctl_base in "${TMPDIR:-/tmp}" /dev/shm /run; do
  vastctl_dir=$(mktemp -d "$vastctl_base/vastctl.XXXXXX" 2>/dev/null) || { vastctl_dir=; continue; }
  { echo ok >"$vastctl_dir/ok"; } 2>/dev/null && break
  rm -rf "$vastctl_dir"
  vastctl_dir=
done
if [ -z "$vastctl_dir" ]; then
  echo "vastctl: no place for temporary files" >&2
  exit 1
fi
vastctl_names=
vastctl_longest=0
vastctl_timeout=
if timeout -k 1 1 true 2>/dev/null; then vastctl_timeout=yes; fi

# seconds, then arguments of sh -c
vastctl_bounded() {
  vastctl_seconds=$1
  shift
  if [ -n "$vastctl_timeout" ]; then
    timeout -k 1 "$vastctl_seconds" sh -c "$@"
    return
  fi
  sh -c "$@" &
  vastctl_child=$!
  (
    sleep "$vastctl_seconds"
    kill "$vastctl_child"
    sleep 1
    kill -9 "$vastctl_child"
  ) >/dev/null 2>&1 &
  vastctl_dog=$!
  wait "$vastctl_child"
  vastctl_status=$?
  kill "$vastctl_dog" 2>/dev/null
  return "$vastctl_status"
}

# name, seconds, then arguments of sh -c; returns at once
vastctl_start() {
  vastctl_name=$1
  vastctl_limit=$2
  shift 2
  vastctl_names="$vastctl_names $vastctl_name"
  if [ "$vastctl_limit" -gt "$vastctl_longest" ]; then vastctl_longest=$vastctl_limit; fi
  (
    # A command gone wild must not fill the disk: half a gigabyte at most.
    ulimit -f 524288 2>/dev/null
    vastctl_began=$(date +%s)
    vastctl_bounded "$vastctl_limit" "$@"
    vastctl_status=$?
    case $vastctl_status in
      137 | 143) if [ $(($(date +%s) - vastctl_began)) -ge "$vastctl_limit" ]; then vastctl_status=124; fi ;;
    esac
    # Renamed, so that nobody reads half a number.
    echo "$vastctl_status" >"$vastctl_dir/$vastctl_name.part" &&
      mv "$vastctl_dir/$vastctl_name.part" "$vastctl_dir/$vastctl_name.exit"
  ) </dev/null >"$vastctl_dir/$vastctl_name.out" 2>"$vastctl_dir/$vastctl_name.err" &
}

# name, seconds, command
vastctl_probe() {
  vastctl_start "$1" "$2" "$3"
}

# name, seconds, path, offset in bytes, inode when it was last read (0: not known), bytes before the offset to bring along
# Answers "size start inode state" and the piece. A log that was moved to PATH.1 is read to its end there before the
# new one is begun, which is told by the state "moved".
vastctl_follow() {
  vastctl_start "$1" "$2" '
    look() { stat -Lc "%i %s" "$1" 2>/dev/null || echo "0 $(($(wc -c <"$1")))"; }
    if ! [ -f "$1" ]; then echo "no such file: $1" >&2; exit 1; fi
    file=$1 start=$2 known=$3 state=same
    now=$(look "$file")
    if [ "$known" != 0 ] && [ "${now% *}" != 0 ] && [ "${now% *}" != "$known" ]; then
      aside=$([ -f "$file.1" ] && look "$file.1")
      if [ "${aside% *}" != "$known" ]; then start=0
      elif [ "${aside#* }" -gt "$start" ]; then file=$file.1 now=$aside
      else start=0 state=moved; fi
    fi
    if [ "${now#* }" -lt "$start" ]; then start=0; fi
    if [ "$start" -ge "$4" ]; then start=$((start - $4)); fi
    echo "${now#* } $start ${now% *} $state"
    tail -c "+$((start + 1))" "$file" | head -c 262144' sh "$3" "$4" "$5" "$6"
}

# file, largest size; leaves the beginning of the file in a copy that no longer grows
vastctl_cut() {
  head -c "$2" "$1" >"$1.cut"
  vastctl_bytes=$(wc -c <"$1.cut")
}

# Does not `wait`: a process stuck in the GPU driver ignores even SIGKILL, and must not hide the other results.
vastctl_done() {
  vastctl_until=$(($(date +%s) + vastctl_longest + 2))
  for vastctl_name in $vastctl_names; do
    until [ -f "$vastctl_dir/$vastctl_name.exit" ] || [ "$(date +%s)" -gt "$vastctl_until" ]; do
      sleep 0.05 2>/dev/null || sleep 1
    done
  done
  for vastctl_name in $vastctl_names; do
    vastctl_status=124
    if [ -f "$vastctl_dir/$vastctl_name.exit" ]; then read -r vastctl_status <"$vastctl_dir/$vastctl_name.exit"; fi
    vastctl_cut "$vastctl_dir/$vastctl_name.err" 65536
    vastctl_err=$((vastctl_bytes))
    # A followed piece comes with its header line.
    vastctl_cut "$vastctl_dir/$vastctl_name.out" 262208
    echo "$vastctl_nonce $vastctl_name $vastctl_status $((vastctl_bytes)) $vastctl_err"
    cat "$vastctl_dir/$vastctl_name.out.cut" "$vastctl_dir/$vastctl_name.err.cut"
  done
  echo "$vastctl_nonce end"
}
