package io.vastctl.simulator.box;

import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Order;
import io.vastctl.simulator.market.Registry;
import io.vastctl.simulator.market.ServerRun;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the log of one start in the words of vLLM's V1 engine, with a time of its own that only moves on. */
final class VllmLog {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> ROUTES = List.of(
            "/openapi.json, Methods: HEAD, GET",
            "/docs, Methods: HEAD, GET",
            "/health, Methods: GET",
            "/load, Methods: GET",
            "/ping, Methods: POST",
            "/ping, Methods: GET",
            "/tokenize, Methods: POST",
            "/v1/models, Methods: GET",
            "/version, Methods: GET",
            "/v1/chat/completions, Methods: POST",
            "/v1/completions, Methods: POST",
            "/metrics, Methods: GET");

    private final Instant start;
    private final Order order;
    private final double modelGb;
    private final int pid;
    private final List<ServerRun.Line> lines = new ArrayList<>();
    private Instant now;

    VllmLog(Instant start, Order order, double modelGb, int pid) {
        this.start = start;
        this.order = order;
        this.modelGb = modelGb;
        this.pid = pid;
        this.now = start;
        String head = order.logHead(start);
        if (!head.isEmpty()) raw(head);
    }

    Instant start() {
        return start;
    }

    Instant now() {
        return now;
    }

    int pid() {
        return pid;
    }

    List<ServerRun.Line> lines() {
        return List.copyOf(lines);
    }

    void pause(double seconds) {
        now = now.plus(MarketTime.seconds(seconds));
    }

    /** Nothing is written until then, if that is still to come. */
    void pauseUntil(Instant moment) {
        if (moment.isAfter(now)) now = moment;
    }

    void started() {
        raw("INFO " + STAMP.format(now) + " [__init__.py:216] Automatically detected platform cuda.\n");
        pause(3);
        api("api_server.py:1839", "vLLM API server version " + version());
        api(
                "utils.py:233",
                "non-default args: {'model_tag': '" + order.model() + "', 'host': '0.0.0.0', 'port': "
                        + order.serverPort() + ", 'max_model_len': " + order.contextLength() + "}");
    }

    void configured() {
        api("model.py:547", "Resolved architecture: " + architecture());
        api("model.py:1510", "Using max model len " + order.contextLength());
        api("scheduler.py:205", "Chunked prefill is enabled with max_num_batched_tokens=2048.");
    }

    void engine() {
        engine(
                "core.py:93",
                "Initializing a V1 LLM engine (v" + version() + ") with config: model='" + order.model()
                        + "', speculative_config=None, dtype=torch.bfloat16, max_seq_len=" + order.contextLength()
                        + ", tensor_parallel_size=1, enforce_eager=False, served_model_name="
                        + order.servedNames().get(0));
        pause(1.5);
        engine(
                "parallel_state.py:1208",
                "world_size=1 rank=0 local_rank=0 " + "distributed_init_method=tcp://172.17.0.2:40001 backend=nccl");
    }

    void loadingModel() {
        engine("gpu_model_runner.py:3259", "Starting to load model " + order.model() + "...");
        engine("cuda.py:418", "Valid backends: ['FLASH_ATTN', 'FLASHINFER', 'TRITON_ATTN', 'FLEX_ATTENTION']");
    }

    void downloaded(double seconds) {
        engine(
                "weight_utils.py:441",
                String.format(
                        Locale.ROOT, "Time spent downloading weights for %s: %.6f seconds", order.model(), seconds));
    }

    void shards(int count, double secondsEach) {
        for (int done = 0; done <= count; done++) {
            if (done > 0) pause(secondsEach);
            raw(enginePrefix() + VllmBars.shards(done, count, secondsEach) + "\n");
        }
        double took = count * secondsEach;
        engine("default_loader.py:314", String.format(Locale.ROOT, "Loading weights took %.2f seconds", took));
        pause(0.6);
        engine(
                "gpu_model_runner.py:3338",
                String.format(
                        Locale.ROOT,
                        "Model loading took %.4f GiB memory and %.6f seconds",
                        modelGb / 1.074,
                        took + 0.8));
    }

    void compile(double dynamo, double graph) {
        pause(dynamo);
        engine(
                "backends.py:631",
                "Using cache directory: /root/.cache/vllm/torch_compile_cache/0123456789/rank_0_0/backbone"
                        + " for vLLM's torch.compile");
        engine("backends.py:647", String.format(Locale.ROOT, "Dynamo bytecode transform time: %.2f s", dynamo));
        pause(2);
        engine("backends.py:251", "Cache the graph for dynamic shape for later use");
        pause(graph);
        engine(
                "backends.py:282",
                String.format(Locale.ROOT, "Compiling a graph for dynamic shape takes %.2f s", graph));
        pause(1);
        engine("monitor.py:34", String.format(Locale.ROOT, "torch.compile takes %.2f s in total", dynamo + graph));
    }

    void cache(double gib, long tokens) {
        pause(1.5);
        engine("gpu_worker.py:359", String.format(Locale.ROOT, "Available KV cache memory: %.2f GiB", gib));
        engine("kv_cache_utils.py:1229", String.format(Locale.ROOT, "GPU KV cache size: %,d tokens", tokens));
        engine(
                "kv_cache_utils.py:1234",
                String.format(
                        Locale.ROOT,
                        "Maximum concurrency for %,d tokens per request: %.2fx",
                        order.contextLength(),
                        tokens / (double) order.contextLength()));
    }

    /** The bar rewrites its line: its pieces follow a carriage return, and only the last ends the line. */
    void capture(double seconds) {
        int graphs = 51;
        for (int done : List.of(0, 13, 26, 38, graphs)) {
            if (done > 0) pause(seconds / 4);
            raw((done == 0 ? enginePrefix() : "\r")
                    + VllmBars.graphs(done, graphs, seconds)
                    + (done == graphs ? "\n" : ""));
        }
        engine(
                "gpu_model_runner.py:4244",
                String.format(Locale.ROOT, "Graph capturing finished in %d secs, took 0.66 GiB", Math.round(seconds)));
        engine(
                "core.py:250",
                String.format(
                        Locale.ROOT,
                        "init engine (profile, create kv cache, warmup model) took %.2f seconds",
                        seconds + 25));
    }

    void listening() {
        api("api_server.py:2052", "Starting vLLM API server 0 on http://0.0.0.0:" + order.serverPort());
        api("launcher.py:38", "Available routes are:");
        ROUTES.forEach(route -> api("launcher.py:38", "Route: " + route));
        raw(apiPrefix() + "INFO:     Started server process [" + pid + "]\n");
        raw(apiPrefix() + "INFO:     Waiting for application startup.\n");
        raw(apiPrefix() + "INFO:     Application startup complete.\n");
    }

    /** The front-end's traceback, each line with its process in front. */
    String apiFailure(String text) {
        String prefix = lines.size() < 2 ? "" : apiPrefix();
        text.lines().forEach(line -> raw(prefix + line + "\n"));
        return text;
    }

    /** The engine's error, and the wrapper that the front-end puts around it. */
    String engineFailure(String text) {
        engineError("EngineCore failed to start.");
        text.lines().forEach(this::engineError);
        pause(1);
        apiFailure(VllmDeaths.engineWrapper());
        return text;
    }

    private void engineError(String line) {
        raw(enginePrefix() + "ERROR " + STAMP.format(now) + " [core.py:718] " + line + "\n");
    }

    private void api(String place, String message) {
        raw(apiPrefix() + "INFO " + STAMP.format(now) + " [" + place + "] " + message + "\n");
    }

    private void engine(String place, String message) {
        raw(enginePrefix() + "INFO " + STAMP.format(now) + " [" + place + "] " + message + "\n");
    }

    private void raw(String text) {
        lines.add(new ServerRun.Line(now, text));
    }

    private String apiPrefix() {
        return "(APIServer pid=" + pid + ") ";
    }

    private String enginePrefix() {
        return "(EngineCore_DP0 pid=" + (pid + 71) + ") ";
    }

    private String version() {
        return Registry.versionText(order.image());
    }

    private String architecture() {
        String model = order.model().toLowerCase(Locale.ROOT);
        if (model.contains("qwen2-vl")) return "Qwen2VLForConditionalGeneration";
        return model.contains("qwen") ? "Qwen2ForCausalLM" : "LlamaForCausalLM";
    }
}
