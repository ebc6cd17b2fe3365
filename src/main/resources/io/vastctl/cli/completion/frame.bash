# bash completion for vastctl, written by: vastctl completion bash

@TABLES@

# The values for the word that is being typed: $fixed, what $asked names, and files if $files.
_vastctl_values() {
  local cur=$1 IFS=$'\n' all=$fixed
  all=${all// /$'\n'}
  case $cur in
    *=*) case " $fixed " in *" ${cur%%=*}= "*) cur=${cur#*=} all= files=1 ;; esac ;;
  esac
  [ -z "$asked" ] || all+=$'\n'$("${COMP_WORDS[0]/#\~/$HOME}" complete-values "$asked" 2>/dev/null </dev/null)
  COMPREPLY+=($(compgen -W "$all" -- "$cur"))
  case "$fixed" in *=) compopt -o nospace 2>/dev/null ;; esac
  if [ -n "$files" ]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY+=($(compgen -f -- "$cur"))
  fi
}

_vastctl() {
  local words=() path= takes= fixed= asked= files= names= children= child= pending= perhaps= rest= index=0 i=1 word glue= cur
  COMPREPLY=()

  # readline cuts words at "="; here they are put together again.
  while [ $i -le "$COMP_CWORD" ]; do
    word=${COMP_WORDS[i]}
    if [ ${#words[@]} -gt 0 ] && { [ -n "$glue" ] || [ "$word" = = ]; }; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    glue=
    [ "$word" != = ] || glue=1
    i=$((i + 1))
  done
  cur=${words[${#words[@]}-1]}

  # Which command it is, and whether the last word wants a value.
  i=0
  while [ $i -lt $((${#words[@]} - 1)) ]; do
    word=${words[i]}
    i=$((i + 1))
    if [ -n "$pending" ]; then
      pending=
      case $perhaps$word in yes-*) ;; *) continue ;; esac
    fi
    case $rest$word in
      --) rest=/ ;;
      --*=*) ;;
      -?*)
        _vastctl_option "$path" "$word"
        case $takes in
          value) pending=$word perhaps= ;;
          perhaps) pending=$word perhaps=yes ;;
        esac ;;
      *)
        child=
        [ $index -gt 0 ] || _vastctl_child "$path" "$word"
        if [ -n "$child" ]; then path=$child; else index=$((index + 1)); fi ;;
    esac
  done

  case $perhaps$cur in yes-*) pending= ;; esac
  if [ -n "$pending" ]; then
    _vastctl_option "$path" "$pending"
    _vastctl_values "$cur"
    return
  fi
  case $rest$cur in
    --*=*)
      _vastctl_option "$path" "${cur%%=*}"
      word=${cur%%=*}=
      [ -z "$takes" ] || _vastctl_values "${cur#*=}"
      # Where readline does not cut at "=", the reply has to be the whole word.
      case $COMP_WORDBREAKS in *=*) ;; *) COMPREPLY=("${COMPREPLY[@]/#/$word}") ;; esac ;;
    -*)
      _vastctl_names "$path"
      COMPREPLY=($(compgen -W "$names" -- "$cur")) ;;
    *)
      _vastctl_names "$path"
      if [ -n "$children" ]; then
        COMPREPLY=($(compgen -W "$children" -- "$cur"))
      else
        fixed= asked= files=
        _vastctl_argument "$path" $index
        _vastctl_values "$cur"
      fi ;;
  esac
}

complete -F _vastctl vastctl vastctl.jar
