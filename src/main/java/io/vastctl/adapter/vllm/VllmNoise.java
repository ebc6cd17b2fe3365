package io.vastctl.adapter.vllm;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Lines that say something bad in passing, although the start goes on; and lines that only repeat settings. */
final class VllmNoise {

    private static final Predicate<String> SETTINGS = Pattern.compile(
                    "\\bargs: Namespace\\(|non-default args: |Initializing an? (?:V[01] )?LLM engine")
            .asPredicate();

    private static final Predicate<String> BENIGN = Pattern.compile(String.join(
                    "|",
                    "[Rr]etrying \\d+ of \\d+",
                    "Retrying \\(Retry\\(total=",
                    "Retrying in [\\d.]+ ?s \\[Retry \\d+/\\d+\\]",
                    "thrown while requesting (?:GET|HEAD) ",
                    "Error while downloading from .*",
                    "Trying to resume download",
                    "Error retrieving safetensors: .* is not a safetensors repo",
                    "No available shared memory broadcast block found",
                    "Falling back to",
                    "Custom allreduce is disabled",
                    "Using default MoE config",
                    "FlashInfer is not available",
                    "Cannot use FlashAttention-2 backend",
                    "If out-of-memory error occurs during cudagraph capture",
                    "on startup\\. Desired GPU memory utilization is",
                    "WARNING.*User-specified max_model_len",
                    "destroy_process_group\\(\\) was not called",
                    "leaked (?:shared_memory|semaphore) objects",
                    // Peers complain about a rank that died: its own error stands elsewhere.
                    "(?:TCPStore|\\[c10d\\]|ProcessGroupNCCL).*"
                            + "(?:recvValue|sendBytes|should dump|Broken pipe|Connection reset)",
                    // Requests of clients, among them our own without a key.
                    "\"(?:GET|POST|HEAD|PUT|DELETE|OPTIONS) \\S+ HTTP/[\\d.]+\" \\d{3}"))
            .asPredicate();

    private static final Predicate<String> QUIET = Pattern.compile(
                    "^(?:\\S+ +\\| )?(?:\\([A-Za-z]\\w*(?: rank=\\d+)? pid=\\d+[^)]*\\) )*(?:DEBUG|INFO|WARNING)"
                            + "(?: \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d |: )")
            .asPredicate();

    private VllmNoise() {}

    /** Whether the line must not be read as a failure. */
    static boolean isNoise(String line) {
        return SETTINGS.test(line) || BENIGN.test(line);
    }

    /** Whether the server itself calls the line a warning or less. */
    static boolean isQuiet(String line) {
        return QUIET.test(line);
    }
}
