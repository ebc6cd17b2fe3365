package io.vastctl.adapter;

import io.vastctl.readiness.ShellWord;

/**
 * Shell commands that stop the server of a start script on the rented machine, and start it again. POSIX sh only; they
 * end within {@value #PATIENCE_SECONDS} seconds and some.
 *
 * <p>The start script lies where Vast.ai puts what {@code onstart} said, and is run whole: the loop of the lease in
 * front of it ends at once where one is running. What a login lacks of the container's environment, the key among it, is taken
 * from the first process; it stands on no command line. A variable of several lines keeps its first.
 */
public final class ServerPower {

    /** So long a server may take to end before it is killed. */
    static final int PATIENCE_SECONDS = 10;

    private ServerPower() {}

    /** Ends the server and all that it started; exit status 0 once it is gone, or if there was none. */
    public static String stop(RunFiles files) {
        return """
                pid=$(cat @PID@ 2>/dev/null)
                case $pid in ''|*[!0-9]*) pid=;; esac
                left=@PATIENCE@
                if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then
                  kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid"
                  while kill -0 "$pid" 2>/dev/null && [ "$left" -gt 0 ]; do sleep 1; left=$((left-1)); done
                  if kill -0 "$pid" 2>/dev/null; then kill -KILL -- "-$pid" 2>/dev/null || kill -KILL "$pid"; fi
                fi
                """.replace("@PID@", ShellWord.of(files.pid())).replace("@PATIENCE@", String.valueOf(PATIENCE_SECONDS));
    }

    /** The same, and then the start script once more. */
    public static String restart(RunFiles files) {
        return stop(files) + """
                tr '\\0' '\\n' </proc/1/environ | {
                  while IFS= read -r set; do
                    case $set in *=*) ;; *) continue;; esac
                    case ${set%%=*} in ''|[0-9]*|*[!A-Za-z0-9_]*) ;; *) export "$set";; esac
                  done
                  sh @SCRIPT@ </dev/null
                }
                """.replace("@SCRIPT@", ShellWord.of(files.startScript()));
    }
}
