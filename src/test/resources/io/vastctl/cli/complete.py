"""Types lines into an interactive shell on a terminal of its own, has it insert all completions, and prints what then
stands there. Usage: complete.py bash|zsh SCRIPT LINES, where LINES is a file. The environment is the shell's."""
import os
import pty
import select
import sys
import time

PATIENCE = 60
SHOW, ALL = b"\x18\x17", b"\x18\x01"  # C-x C-w, C-x C-a
CLEAR = b"\x05\x15"
PROMPT = b"now-type: "

SETUP = {
    "bash": r"""bind -x '"\C-x\C-w": printf "%s\n" "$READLINE_LINE" >"$OUT.new"; mv "$OUT.new" "$OUT"'
bind '"\C-x\C-a": insert-completions'
""",
    "zsh": r"""autoload -Uz compinit; compinit -u -D
zstyle ':completion:*' completer _all_matches _complete
zstyle ':completion:*' insert yes
show() { print -r -- "$BUFFER" >"$OUT.new"; mv "$OUT.new" "$OUT"; }
zle -N show; bindkey '^X^W' show; bindkey '^X^A' expand-or-complete
""",
}
START = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}


def main():
    shell, script, lines = sys.argv[1:4]
    out, setup = os.environ["OUT"], os.environ["OUT"] + ".setup"
    with open(setup, "w") as file:
        file.write(SETUP[shell] + "source '%s'\nPS1='%s'\n" % (script, PROMPT.decode()))
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(START[shell][0], START[shell])
    said = b""

    def until(happened):
        nonlocal said
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if select.select([terminal], [], [], 0.02)[0]:
                said += os.read(terminal, 65536)
            if happened():
                return
        sys.exit("%s did not answer:\n%s" % (shell, said.decode(errors="replace")))

    # Keys that come before the prompt would be read by the terminal, to which C-w means something else.
    os.write(terminal, b". " + setup.encode() + b"\n")
    until(lambda: PROMPT in said)
    for line in open(lines).read().splitlines():
        os.write(terminal, line.encode() + ALL + SHOW)
        until(lambda: os.path.exists(out))
        with open(out) as file:
            sys.stdout.write(file.read())
        os.remove(out)
        os.write(terminal, CLEAR)
    os.write(terminal, b"exit\n")
    os.close(terminal)
    os.kill(pid, 9)
    os.waitpid(pid, 0)


main()
