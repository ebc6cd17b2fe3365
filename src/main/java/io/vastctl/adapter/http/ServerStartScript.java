package io.vastctl.adapter.http;

import io.vastctl.adapter.RunFiles;
import io.vastctl.adapter.StartScript;
import io.vastctl.readiness.ShellWord;
import io.vastctl.workload.Serving;
import io.vastctl.workload.Workload;

/**
 * The shell script around a workload's {@code serve} lines: it runs them in the background and keeps log,
 * process number and exit code. POSIX sh only. The key stays in its variable: it stands neither in the script
 * nor on a command line.
 */
final class ServerStartScript {

    private final RunFiles files;

    ServerStartScript(RunFiles files) {
        this.files = files;
    }

    /**
     * The workload's own start script if it has one.
     *
     * @throws IllegalArgumentException if the lines are too long for Vast.ai's limit
     */
    String of(Workload workload) {
        Serving serving = workload.serving();
        if (workload.startScript().isPresent()) return workload.startScript().get();
        String script = TEMPLATE.replace("@CACHE@", ShellWord.of(files.cache()))
                .replace("@CURLRC@", ShellWord.of(files.curlrc()))
                .replace("@MARKS@", ShellWord.of(files.marks()))
                .replace("@MARKER@", StartScript.MARKER)
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
                .replace("@MODEL@", ShellWord.of(workload.model()))
                .replace("@WORDS@", StartScript.words(workload.arguments()))
                .replace("@SERVE@", ShellWord.of(serving.command().orElse("").strip()));
        return StartScript.limited(workload, script, "serve or args");
    }

    // The image's own PATH is absent in scripts that Vast.ai starts, and so are its ENTRYPOINT and CMD.
    private static final String TEMPLATE = """
            PATH="${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            PATH="$PATH:/opt/venv/bin:/venv/main/bin:/opt/conda/bin:/usr/local/cuda/bin"
            c=@CACHE@ curlrc=@CURLRC@ marks=@MARKS@
            log="$marks.log" pid="$marks.pid" exit="$marks.exit"
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
            rm -f "$exit" "$pid"
            echo "@MARKER@$(date +%s)" > "$log"
            set -- @WORDS@
            (
              trap '' HUP
              apart=
              if command -v setsid >/dev/null; then apart=setsid; fi
              $apart sh -c @SERVE@ vastctl-serve "$@" &
            """ + StartScript.UNTIL_ITS_END;
}
