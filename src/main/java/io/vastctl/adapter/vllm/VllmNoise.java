package io.vastctl.adapter.vllm;

import io.vastctl.readiness.PatternSet;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lines that say something bad in passing, although the start goes on; and lines that only repeat settings. */
final class VllmNoise {

    private static final List<Pattern> BENIGN = Stream.of(
                    "\\bargs: Namespace\\(",
                    "non-default args: ",
                    "Initializing an? (?:V[01] )?LLM engine",
                    "[Rr]etrying (?:\\d+ of \\d+|in \\d)",
                    "Retrying \\(Retry\\(total=",
                    "[Rr]etry (?:attempt )?\\d+ ?(?:/|of) ?\\d+",
                    "thrown while requesting (?:GET|HEAD) ",
                    "Error while downloading from .*",
                    "Trying to resume download",
                    "Error retrieving safetensors: .* is not a safetensors repo",
                    "No available shared memory broadcast block found",
                    "Falling back to|[Ff]alling back\\b",
                    "Custom allreduce is disabled",
                    "Using default MoE config",
                    "FlashInfer is not (?:available|installed)",
                    "Cannot use FlashAttention-2 backend",
                    "If out-of-memory error occurs during cudagraph capture",
                    "on startup\\. Desired GPU memory utilization is",
                    "WARNING.*User-specified max_model_len",
                    "destroy_process_group\\(\\) was not called",
                    "leaked (?:shared_memory|semaphore) objects",
                    "sending unauthenticated requests to the (?:HF|Hugging Face) Hub",
                    "unauthenticated requests? .*rate limits",
                    "You may (?:observe|see|get) .*error",
                    "[Cc]an(?:not| not) be (?:initialized|imported).*(?:optional|ignor)",
                    // Peers complain about a rank that died: its own error stands elsewhere.
                    "(?:TCPStore|\\[c10d\\]|ProcessGroupNCCL|socket\\.cpp).*"
                            + "(?:recvValue|sendBytes|should dump|Broken pipe|Connection reset|Connection closed)",
                    // Requests of clients, among them our own without a key, and what they asked.
                    "\"(?:GET|POST|HEAD|PUT|PATCH|DELETE|OPTIONS) \\S+ HTTP/[\\d.]+\" \\d{3}",
                    "Received request \\S+: |Added request ")
            .map(Pattern::compile)
            .toList();

    private static final PatternSet SET = new PatternSet(BENIGN);

    private VllmNoise() {}

    /** Whether the line must not be read as a failure. */
    static boolean isNoise(String line) {
        BitSet candidates = SET.candidates(line);
        for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
            if (BENIGN.get(i).matcher(line).find()) return true;
        }
        return false;
    }
}
