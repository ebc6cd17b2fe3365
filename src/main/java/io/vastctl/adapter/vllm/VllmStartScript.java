package io.vastctl.adapter.vllm;

import io.vastctl.adapter.RunFiles;
import io.vastctl.adapter.StartScript;
import io.vastctl.readiness.ShellWord;
import io.vastctl.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * The shell script that starts vLLM in the background. POSIX sh only. It reads {@code VLLM_API_KEY} from
 * its environment, as vLLM does, so the key stands neither in the script nor on a command line.
 */
final class VllmStartScript {

    private final RunFiles files;

    VllmStartScript(RunFiles files) {
        this.files = files;
    }

    /** @throws IllegalArgumentException if model and arguments are too long for Vast.ai's limit */
    String of(Workload workload) {
        String script = TEMPLATE.replace("@CACHE@", ShellWord.of(files.cache()))
                .replace("@CURLRC@", ShellWord.of(files.curlrc()))
                .replace("@LOG@", ShellWord.of(files.log()))
                .replace("@PID@", ShellWord.of(files.pid()))
                .replace("@EXIT@", ShellWord.of(files.exit()))
                .replace("@MARKER@", StartScript.MARKER)
                .replace(
                        "@HOLD@",
                        VllmHold.of(workload).map(hold -> hold.start(files)).orElse(""))
                // Last, so that nothing in it is taken for a placeholder.
                .replace("@WORDS@", words(workload));
        return StartScript.limited(workload, script, "its arguments");
    }

    private static String words(Workload workload) {
        List<String> words = new ArrayList<>(
                List.of(workload.model(), "--host", "0.0.0.0", "--port", String.valueOf(workload.port())));
        workload.contextLength().ifPresent(tokens -> words.addAll(List.of("--max-model-len", String.valueOf(tokens))));
        words.addAll(workload.arguments());
        return StartScript.words(words);
    }

    // The image's own PATH is absent in scripts that Vast.ai starts, and so are its ENTRYPOINT and CMD.
    // setsid: older vLLM kills its whole process group when it dies, and we want its exit code.
    private static final String TEMPLATE = """
            export PATH="${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            export PATH="$PATH:/opt/venv/bin:/venv/main/bin:/opt/conda/bin:/root/.local/bin:/usr/local/cuda/bin"
            export HF_HOME=@CACHE@
            umask 077
            curlrc=@CURLRC@ log=@LOG@ pid=@PID@ exit=@EXIT@
            mkdir -p "$HF_HOME" "${curlrc%/*}"
            if [ -n "${VLLM_API_KEY:-}" ]; then
              printf 'header = "Authorization: Bearer %s"\\n' "$VLLM_API_KEY" > "$curlrc"
            else
              : > "$curlrc"
            fi
            rm -f "$exit" "$pid"
            echo "@MARKER@$(date +%s)" > "$log"
            set -- @WORDS@
            (
              trap '' HUP
              apart=
              if command -v setsid >/dev/null; then apart=setsid; fi
            @HOLD@              if command -v vllm >/dev/null; then
                $apart vllm serve "$@" &
              elif command -v python3 >/dev/null; then
                $apart python3 -m vllm.entrypoints.openai.api_server --model "$@" &
              else
                echo 'vastctl: neither vllm nor python3 is there'
                echo 127 > "$exit"
                exit
              fi
            """ + StartScript.UNTIL_ITS_END;
}
