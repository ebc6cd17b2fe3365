package io.vastctl.adapter.http;

import io.vastctl.workload.Serving;
import io.vastctl.workload.Workload;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell script around a workload's {@code serve} lines: it runs them in the background and keeps log,
 * process number and exit code. POSIX sh only. The key stays in its variable: it stands neither in the script
 * nor on a command line.
 */
final class ServerStartScript {

    /** First words of the line that the script writes on top of each new log. */
    static final String MARKER = "vastctl: start ";

    private static final int MOST_CHARACTERS = 4000;

    private final ServerPaths paths;

    ServerStartScript(ServerPaths paths) {
        this.paths = paths;
    }

    /**
     * The workload's own start script if it has one.
     *
     * @throws IllegalArgumentException if the lines are too long for Vast.ai's limit
     */
    String of(Workload workload) {
        Serving serving = workload.serving();
        if (workload.startScript().isPresent()) return workload.startScript().get();
        String script = TEMPLATE.replace("@CACHE@", quoted(paths.cache()))
                .replace("@CURLRC@", quoted(paths.curlrc()))
                .replace("@MARKS@", quoted(paths.marks()))
                .replace("@MARKER@", MARKER)
                .replace(
                        "@KEY@",
                        serving.keyVariable().map(name -> "${" + name + ":-}").orElse(""))
                .replace("@HOST@", serving.publicPort() ? "0.0.0.0" : "127.0.0.1")
                .replace("@PORT@", String.valueOf(workload.port()))
                .replace(
                        "@CONTEXT@",
                        workload.contextLength().isPresent()
                                ? String.valueOf(workload.contextLength().getAsInt())
                                : "")
                // Last, so that nothing in them is taken for a placeholder.
                .replace("@MODEL@", quoted(workload.model()))
                .replace("@WORDS@", words(workload.arguments()))
                .replace("@SERVE@", quoted(serving.command().orElse("").strip()));
        if (script.length() >= MOST_CHARACTERS) {
            throw new IllegalArgumentException("the start script of workload " + workload.name() + " has "
                    + script.length() + " characters, " + MOST_CHARACTERS + " is too many: shorten serve or args");
        }
        return script;
    }

    private static String words(List<String> arguments) {
        return arguments.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
    }

    /** One shell word that means exactly that text. */
    static String quoted(String text) {
        if (text.indexOf('\0') >= 0) throw new IllegalArgumentException("a shell word cannot hold a zero character");
        return text.matches("[A-Za-z0-9_./:=,+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    // The image's own PATH is absent in scripts that Vast.ai starts, and so are its ENTRYPOINT and CMD.
    private static final String TEMPLATE = """
            PATH="${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            PATH="$PATH:/opt/venv/bin:/venv/main/bin:/opt/conda/bin:/usr/local/cuda/bin"
            c=@CACHE@ curlrc=@CURLRC@ marks=@MARKS@
            export PATH HOME="${HOME:-/root}" HF_HOME="$c/huggingface" LLAMA_CACHE="$c/llama.cpp"
            export OLLAMA_MODELS="$c/ollama"
            export VASTCTL_MODEL=@MODEL@ VASTCTL_HOST=@HOST@ VASTCTL_PORT=@PORT@ VASTCTL_CONTEXT=@CONTEXT@
            umask 077
            mkdir -p "$HF_HOME" "${curlrc%/*}"
            key="@KEY@"
            if [ -n "$key" ]; then
              printf 'header = "Authorization: Bearer %s"\\n' "$key" > "$curlrc"
            else
              : > "$curlrc"
            fi
            unset key
            rm -f "$marks.exit" "$marks.pid"
            echo "@MARKER@$(date +%s)" > "$marks.log"
            set --@WORDS@
            (
              trap '' HUP
              apart=
              if command -v setsid >/dev/null; then apart=setsid; fi
              $apart sh -c @SERVE@ vastctl-serve "$@" &
              child=$!
              echo "$child" > "$marks.pid"
              wait "$child"
              code=$?
              if [ "$code" -gt 128 ]; then echo "vastctl: ended by signal $((code - 128))"; fi
              echo "$code" > "$marks.exit"
            ) >> "$marks.log" 2>&1 < /dev/null &
            """;
}
