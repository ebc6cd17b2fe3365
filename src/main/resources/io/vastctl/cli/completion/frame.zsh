#compdef vastctl vastctl.jar
# zsh completion for vastctl, written by: vastctl completion zsh

# $1: what to ask vastctl for, or -. $2: files, or -. The others: words; one that ends in = has a file after it.
_vastctl_values() {
  local ask=$1 files=$2 expl ret=1
  shift 2
  local -a all suffixed
  all=(${@:#*=})
  suffixed=(${(M)@:#*=})
  if (( $#suffixed )) && compset -P '*='; then
    _files
    return
  fi
  [[ $ask == - ]] || all+=(${(f)"$(${(Q)vastctl_program/#\~/$HOME} complete-values $ask 2>/dev/null </dev/null)"})
  _wanted values expl value compadd -a all && ret=0
  (( $#suffixed )) && _wanted values expl value compadd -S '' -a suffixed && ret=0
  [[ $files == - ]] || { _files && ret=0 }
  return ret
}

@TABLES@

_vastctl() {
  local vastctl_program=$words[1]
  _vastctl_root
}

# Loaded from a folder of functions, or read by "source".
if [[ $funcstack[1] == _vastctl ]]; then _vastctl "$@"; else compdef _vastctl vastctl vastctl.jar; fi
