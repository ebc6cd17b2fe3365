package io.vastctl.adapter.vllm;

import io.vastctl.adapter.StartScript;
import io.vastctl.outcome.Phase;
import java.util.Locale;
import java.util.regex.Pattern;

/** The stages of a start, in order, with the lines that show them in vLLM 0.6 to 0.27. */
enum VllmStage {
    STARTING(Phase.MODEL_DOWNLOAD, StartScript.MARKER),
    PLATFORM(Phase.MODEL_DOWNLOAD, "Automatically detected platform \\w+|No platform detected"),
    ARGUMENTS(
            Phase.MODEL_DOWNLOAD,
            "vLLM (?:OpenAI )?API server version \\S+|vLLM server version \\S+, serving model|"
                    + "^[^A-Za-z]*version \\d+\\.\\d\\S*\\s*$|non-default args: |\\bargs: Namespace\\("),
    CONFIG(
            Phase.MODEL_DOWNLOAD,
            "Resolved architecture: \\w+|Using max model len \\d+|This model supports multiple tasks|"
                    + "Chunked prefill is enabled"),
    ENGINE(Phase.MODEL_DOWNLOAD, "Initializing an? (?:V[01] )?LLM engine \\(v[^)]+\\)|Started engine process with PID"),
    RANKS(
            Phase.MODEL_DOWNLOAD,
            "vLLM is using nccl==|world_size=\\d+ rank=\\d+|rank \\d+ in world size \\d+ is assigned as"),
    DOWNLOAD(Phase.MODEL_DOWNLOAD, "Starting to load model |Time spent downloading weights for "),
    WEIGHTS(
            Phase.MODEL_LOAD,
            "Loading (?:safetensors|pt|bin|np_cache)? ?checkpoint shards: |Multi-thread loading shards: |"
                    + "Loading safetensors using |InstantTensor"),
    WEIGHTS_LOADED(Phase.MODEL_LOAD, "Loading (?:model )?weights took |Model loading took "),
    COMPILE(
            Phase.ENGINE_WARMUP,
            "Using cache directory: .* for vLLM's torch\\.compile|Dynamo bytecode transform time: "),
    COMPILED(
            Phase.ENGINE_WARMUP,
            "Compiling a graph for .* takes |Directly load (?:the compiled graph|AOT compilation)|"
                    + "torch\\.compile (?:takes|took) [\\d.]+ s in total"),
    PROFILING(
            Phase.ENGINE_WARMUP,
            "Memory profiling takes |Available KV cache memory: |Initial profiling/warmup run took|"
                    + "Estimated CUDA graph memory"),
    KV_CACHE(
            Phase.ENGINE_WARMUP,
            "# (?:GPU|cuda|CUDA) blocks: \\d+|GPU KV cache size: [\\d,]+ tokens|Maximum concurrency for "),
    KERNELS(Phase.ENGINE_WARMUP, "\\[Autotuner\\]: Autotuning process|DeepGEMM warmup: "),
    CUDA_GRAPHS(
            Phase.ENGINE_WARMUP,
            "Capturing (?:the model for CUDA graphs|cudagraphs for decoding|CUDA graph shapes|CUDA graphs)|"
                    + "Graph capturing finished in "),
    ENGINE_READY(Phase.ENGINE_WARMUP, "init engine \\(profile, create kv cache, warmup model\\) took "),
    SERVER(Phase.API_UP, "Starting vLLM (?:API )?server(?: \\d+)? on http|Available routes are:"),
    LISTENING(
            Phase.API_UP,
            "Started server process \\[\\d+\\]|Waiting for application startup\\.|" + "Application startup complete\\.|"
                    + "Uvicorn running on (?:http://|socket )");

    private final Phase phase;
    private final Pattern lines;

    VllmStage(Phase phase, String lines) {
        this.phase = phase;
        this.lines = Pattern.compile(lines);
    }

    Phase phase() {
        return phase;
    }

    /** The word for people and JSON: {@code cuda-graphs}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Pattern lines() {
        return lines;
    }

    boolean isShownBy(String line) {
        return lines.matcher(line).find();
    }
}
