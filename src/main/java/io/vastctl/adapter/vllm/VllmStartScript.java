package io.vastctl.adapter.vllm;

import io.vastctl.readiness.ShellWord;
import io.vastctl.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell script that starts vLLM in the background. POSIX sh only. It reads {@code VLLM_API_KEY} from
 * its environment, as vLLM does, so the key stands neither in the script nor on a command line.
 */
final class VllmStartScript {

    /** First words of the line that the script writes on top of each new log. */
    static final String MARKER = "vastctl: start ";

    private static final int MOST_CHARACTERS = 4000;

    private final VllmPaths paths;

    VllmStartScript(VllmPaths paths) {
        this.paths = paths;
    }

    /** @throws IllegalArgumentException if model and arguments are too long for Vast.ai's limit */
    String of(Workload workload) {
        String script = TEMPLATE.replace("@CACHE@", quoted(paths.cache()))
                .replace("@CURLRC@", quoted(paths.curlrc()))
                .replace("@LOG@", quoted(paths.log()))
                .replace("@PID@", quoted(paths.pid()))
                .replace("@EXIT@", quoted(paths.exit()))
                .replace("@MARKER@", MARKER)
                .replace(
                        "@HOLD@",
                        VllmHold.of(workload).map(hold -> hold.start(paths)).orElse(""))
                // Last, so that nothing in it is taken for a placeholder.
                .replace("@WORDS@", words(workload));
        if (script.length() >= MOST_CHARACTERS) {
            throw new IllegalArgumentException("the start script of workload " + workload.name() + " has "
                    + script.length() + " characters, " + MOST_CHARACTERS + " is too many: shorten its arguments");
        }
        return script;
    }

    private static String words(Workload workload) {
        List<String> words = new ArrayList<>(
                List.of(workload.model(), "--host", "0.0.0.0", "--port", String.valueOf(workload.port())));
        workload.contextLength().ifPresent(tokens -> words.addAll(List.of("--max-model-len", String.valueOf(tokens))));
        words.addAll(workload.arguments());
        return words.stream().map(VllmStartScript::quoted).collect(Collectors.joining(" "));
    }

    /** One shell word that means exactly that text. */
    static String quoted(String text) {
        return ShellWord.of(text);
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
              child=$!
              echo "$child" > "$pid"
              wait "$child"
              code=$?
              if [ "$code" -gt 128 ]; then echo "vastctl: ended by signal $((code - 128))"; fi
              echo "$code" > "$exit"
            ) >> "$log" 2>&1 < /dev/null &
            """;
}
