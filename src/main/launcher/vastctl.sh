#!/bin/sh
# vastctl: a shell script and a JAR in one file; java -jar takes it too. What the script does: docs/start-up.md.
self=$0
case $self in */*) ;; *) if [ -f "$self" ]; then self=./$self; else self=$(command -v -- "$self"); fi ;; esac
while [ -L "$self" ]; do
  target=$(readlink -- "$self")
  case $target in /*) self=$target ;; *) self=${self%/*}/$target ;; esac
done
case $self in /*) ;; *) self=$PWD/${self#./} ;; esac

java=${VASTCTL_JAVA:-${JAVA_HOME:+$JAVA_HOME/bin/java}}
case $java in
  */*) ;;
  *) java=$(command -v -- "${java:-java}") || {
       echo "vastctl: no Java found: install Java 17 or newer, or name one in VASTCTL_JAVA or JAVA_HOME" >&2
       exit 1
     } ;;
esac

# The JVM cannot tell whether stderr is a terminal; the shell can.
live=false
[ ! -t 2 ] || live=true

# The folder of the class archive: of this build, this Java and this file, or the one that is named.
cache=${XDG_CACHE_HOME-}
case $cache in /*) ;; *) cache=${HOME:+$HOME/.cache} ;; esac
kept=own
case ${VASTCTL_ARCHIVE:-auto} in
  auto) folder=$cache/vastctl/start/@BUILD@$java$self
        case $cache:$java in /*:/*) ;; *) folder= ;; esac ;;
  /*) folder=$VASTCTL_ARCHIVE kept=named ;;
  off) folder= ;;
  *) echo "vastctl: environment VASTCTL_ARCHIVE: expected auto, off or an absolute folder, found \"$VASTCTL_ARCHIVE\"" >&2
     exit 2 ;;
esac
# To the JVM a colon separates two archives.
case $folder in *:*) folder= ;; esac

# Never a file of another length than the one that was checked: the JVM dies of one that is cut off.
archive=
case ${1-} in
  '' | --version | -V | --help | -h) ;;
  *) if [ -n "$folder" ] && [ -r "$folder/ready" ] && read -r name length <"$folder/ready" \
       && [ -r "$folder/$name" ] && { [ $kept = named ] || { [ -O "$folder/ready" ] && [ -O "$folder/$name" ]; }; } \
       && [ $(wc -c <"$folder/$name") -eq "$length" ]; then archive=$folder/$name; fi 2>/dev/null ;;
esac

# shellcheck disable=SC2086 # the options of VASTCTL_JAVA_OPTS are several words
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable \
  ${archive:+"-XX:SharedArchiveFile=$archive"} -Dvastctl.live="$live" -Dvastctl.self="$self" \
  -Dvastctl.archive="$folder" -Dvastctl.archive.kept="$kept" ${VASTCTL_JAVA_OPTS-} -jar "$self" "$@"
exit 1
