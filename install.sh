#!/bin/sh
# Installs vastctl for one user, or takes it away again: the program, completion for bash, zsh and fish, manual pages.
# Needs no root. docs/how-to/install.md
set -eu

usage() {
  cat <<'END'
Usage: ./install.sh [--prefix DIR] [--jar FILE] [--uninstall]
Installs vastctl below DIR: the program, completion for bash, zsh and fish, manual pages. Again is an update.

  --prefix DIR   where to (default: ~/.local)
  --jar FILE     the JAR (default: vastctl.jar beside this script, else the one of this checkout, built if it is missing)
  --uninstall    take back exactly what an installation put there, and nothing else
  --help         this text
END
}

fail() {
  echo "install.sh: $*" >&2
  exit 2
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=${HOME:+$HOME/.local}
jar=
uninstall=
while [ $# -gt 0 ]; do
  case $1 in
    --prefix | --jar)
      [ $# -ge 2 ] || fail "$1: expected a value after it; see ./install.sh --help"
      if [ "$1" = --prefix ]; then prefix=$2; else jar=$2; fi
      shift ;;
    --prefix=*) prefix=${1#*=} ;;
    --jar=*) jar=${1#*=} ;;
    --uninstall) uninstall=1 ;;
    --help | -h) usage; exit 0 ;;
    *) fail "$1: expected --prefix, --jar, --uninstall or --help" ;;
  esac
  shift
done
[ -n "$prefix" ] || fail "there is no HOME: name a folder with --prefix DIR"
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
case $prefix in *'
'*) fail "--prefix: expected a name without a line break" ;; esac

# One line for each file: its checksum, a blank, its name below the prefix; folders that were made have "folder".
record=$prefix/share/vastctl/installed

sum() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# Removes a file of the record unless somebody changed it; a folder if it is empty.
remove() {
  what=$1 name=$2
  case $what in
    folder)
      case $name in .) name=$prefix ;; *) name=$prefix/$name ;; esac
      [ ! -d "$name" ] || rmdir -- "$name" 2>/dev/null || : ;;
    *)
      if [ ! -e "$prefix/$name" ]; then :
      elif [ -f "$prefix/$name" ] && [ "$(sum "$prefix/$name")" = "$what" ]; then rm -f -- "$prefix/$name"; removed=$((removed + 1))
      else echo "left    $prefix/$name, which was changed since"; fi ;;
  esac
}

removed=0
if [ -n "$uninstall" ]; then
  if [ ! -f "$record" ]; then
    echo "Nothing is installed below $prefix: there is no $record."
    exit 0
  fi
  list=$(cat -- "$record")
  rm -f -- "$record"
  # Files first, then folders from the innermost on.
  while read -r what name; do
    case $what in '' | folder) ;; *) remove "$what" "$name" ;; esac
  done <<END
$list
END
  while read -r what name; do
    case $what in folder) remove folder "$name" ;; esac
  done <<END
$(printf '%s\n' "$list" | LC_ALL=C sort -r)
END
  echo "removed $removed files below $prefix."
  echo "Kept: settings, database and class archive (~/.config/vastctl, ~/.local/state/vastctl, ~/.cache/vastctl)."
  exit 0
fi

if [ -n "$jar" ]; then :
elif [ -f "$root/vastctl.jar" ]; then jar=$root/vastctl.jar
else
  [ -f "$root/pom.xml" ] || fail "there is no vastctl.jar beside $0: name it with --jar FILE"
  jar=$root/target/vastctl.jar
  # Builds it if it is missing.
  "$root/vastctl" --version >/dev/null || exit 1
fi
[ -f "$jar" ] || fail "--jar $jar: there is no such file"
first=
IFS= read -r first <"$jar" || :
[ "$first" = '#!/bin/sh' ] || fail "--jar $jar: expected vastctl.jar, which begins with a shell script; is this another file?"

# Everything is made aside first, so that a Java that is missing leaves nothing half done.
aside=$(mktemp -d "${TMPDIR:-/tmp}/vastctl-install.XXXXXX")
trap 'rm -rf -- "$aside"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
new=$aside/new
mkdir -p "$new/bin" "$new/share/bash-completion/completions" "$new/share/zsh/site-functions" \
  "$new/share/fish/vendor_completions.d" "$new/share/man/man1"
run() { env -u VASTCTL_COLOR CI=true VASTCTL_ARCHIVE=off sh "$jar" "$@"; }
cp -- "$jar" "$new/bin/vastctl"
run completion bash >"$new/share/bash-completion/completions/vastctl"
run completion zsh >"$new/share/zsh/site-functions/_vastctl"
run completion fish >"$new/share/fish/vendor_completions.d/vastctl.fish"
run man --dir "$new/share/man/man1"
chmod 755 "$new/bin/vastctl"
(cd "$new" && find . -type f | sed 's|^\./||' | LC_ALL=C sort) >"$aside/files"
(cd "$new" && find . -type f ! -name vastctl -exec chmod 644 {} + && chmod 644 share/bash-completion/completions/vastctl)

# What is there and neither of an earlier installation nor written by vastctl itself is somebody else's.
recorded() { [ -f "$record" ] && cut -d ' ' -f 2- "$record" | grep -Fqx -- "$1"; }
ours() { head -n 2 -- "$1" | LC_ALL=C grep -aqE 'vastctl: a shell script and a JAR|ritten by: vastctl'; }
while read -r name; do
  if [ -d "$prefix/$name" ]; then fail "$prefix/$name is a folder: move it away"; fi
  if { [ -e "$prefix/$name" ] || [ -L "$prefix/$name" ]; } && ! recorded "$name" && ! ours "$prefix/$name" 2>/dev/null; then
    fail "$prefix/$name is there and not from vastctl: move it away, or install elsewhere with --prefix"
  fi
done <"$aside/files"

# Makes a folder with its parents, and records those that were not there.
make() {
  [ -d "$prefix/$1" ] && return
  case $1 in */*) make "${1%/*}" ;; esac
  mkdir -- "$prefix/$1" || fail "$prefix/$1: cannot make this folder"
  echo "folder $1" >>"$aside/record"
}
[ ! -f "$record" ] || grep '^folder ' "$record" >"$aside/record" || :
if [ ! -d "$prefix" ]; then
  mkdir -p -- "$prefix" || fail "--prefix $prefix: cannot make this folder"
  echo "folder ." >>"$aside/record"
fi
make share/vastctl
new_count=0 same=0
while read -r name; do
  make "${name%/*}"
  if [ -f "$prefix/$name" ] && [ ! -L "$prefix/$name" ] && cmp -s -- "$new/$name" "$prefix/$name"; then
    same=$((same + 1))
  else
    # Under another name first: whoever runs the old one keeps it, and nobody sees half of the new one.
    cp -p -- "$new/$name" "$prefix/$name.new$$" && mv -f -- "$prefix/$name.new$$" "$prefix/$name"
    new_count=$((new_count + 1))
  fi
  echo "$(sum "$new/$name") $name" >>"$aside/record"
done <"$aside/files"

# What an older version put there and this one does not have.
if [ -f "$record" ]; then
  while read -r what name; do
    case $what in folder) ;; *) grep -Fqx -- "$name" "$aside/files" || remove "$what" "$name" ;; esac
  done <"$record"
fi
LC_ALL=C sort -u -- "$aside/record" >"$record.new$$" && mv -f -- "$record.new$$" "$record"

echo "installed $("$prefix/bin/vastctl" --version) below $prefix: $new_count files new, $same as before, $removed removed."
echo "program     $prefix/bin/vastctl"
echo "completion  $prefix/share/bash-completion/completions/vastctl"
echo "            $prefix/share/zsh/site-functions/_vastctl"
echo "            $prefix/share/fish/vendor_completions.d/vastctl.fish"
echo "manual      $prefix/share/man/man1/vastctl.1 and one page for each command"

# What is still missing for all of it to work.
case :${PATH-}: in
  *":$prefix/bin:"*)
    found=$(command -v vastctl || :)
    [ "$found" = "$prefix/bin/vastctl" ] || echo "note: \"vastctl\" is $found, which comes first in the PATH" ;;
  *) echo "note: the PATH lacks $prefix/bin; in ~/.profile: PATH=\"$prefix/bin:\$PATH\"" ;;
esac
if command -v zsh >/dev/null 2>&1; then
  echo "note: zsh finds completions in its fpath; in ~/.zshrc before compinit: fpath=(\"$prefix/share/zsh/site-functions\" \$fpath)"
fi
if command -v bash >/dev/null 2>&1; then
  data=${XDG_DATA_HOME:-${HOME-}/.local/share}
  if [ "$prefix/share" != "$data" ] || ! { [ -f /usr/share/bash-completion/bash_completion ] || [ -f /etc/bash_completion ]; }; then
    echo "note: bash may not look there by itself; in ~/.bashrc: source \"$prefix/share/bash-completion/completions/vastctl\""
  fi
fi
echo "To take it all back: $0 --uninstall$([ "$prefix" = "${HOME-}/.local" ] || printf ' --prefix "%s"' "$prefix")"
