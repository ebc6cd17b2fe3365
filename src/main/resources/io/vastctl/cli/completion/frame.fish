# fish completion for vastctl, written by: vastctl completion fish

# Whether the command typed so far is $argv[1], with $argv[2] words after it if that is said.
function __vastctl_at
    set -l path ''
    set -l inside 1
    set -l count 0
    set -l before ''
    for word in (commandline -opc)[2..-1]
        if test $inside = 1
            if string match -q -- '-*' $word
                continue
            end
            switch "$path/$word"
@CHILDREN@
                case '*'
                    set inside 0
            end
        end
        if test $inside = 0
            if not string match -q -- '-*' $word; and not string match -qr -- '^-[^=]*$' $before
                set count (math $count + 1)
            end
            set before $word
        end
    end
    test "$path" = "$argv[1]"; or return 1
    test (count $argv) -lt 2; or test $count -eq $argv[2]
end

# Whether the word before the one that is being typed is one of these.
function __vastctl_after
    contains -- (commandline -opc)[-1] $argv
end

# Names that only this machine knows.
function __vastctl_values
    set -l program (commandline -opc)[1]
    eval $program complete-values $argv[1] 2>/dev/null </dev/null
end

complete -c vastctl -e
complete -c vastctl -f
@TABLES@
