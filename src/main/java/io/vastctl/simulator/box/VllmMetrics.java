package io.vastctl.simulator.box;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a vLLM serves, and tells it in the words of Prometheus. Safe for several threads. */
final class VllmMetrics {

    /** From 0.10 on the cache of keys and values is called by its own name. */
    private static final int RENAMED_CACHE = 1000;

    private final String model;
    private final boolean renamed;
    private final double cacheTokens;
    private final Map<String, Double> finished = new TreeMap<>(Map.of("stop", 0.0, "length", 0.0, "abort", 0.0));
    private double running;
    private double heldTokens;
    private double promptTokens;
    private double generatedTokens;
    private double firstTokens;
    private double firstTokenSeconds;

    /**
     * Nothing was served yet.
     *
     * @param version of vLLM as minor x 100 + patch
     * @param cacheTokens how many tokens its cache holds
     */
    VllmMetrics(String model, int version, long cacheTokens) {
        this.model = model;
        this.renamed = version >= RENAMED_CACHE;
        this.cacheTokens = Math.max(1, cacheTokens);
    }

    synchronized void begun(int prompt, double secondsToFirst) {
        running++;
        promptTokens += prompt;
        heldTokens += prompt;
        firstTokens++;
        firstTokenSeconds += secondsToFirst;
    }

    /** @param whole whether the client stayed to the end */
    synchronized void ended(CompletionSize size, boolean whole) {
        running--;
        heldTokens -= size.prompt();
        if (whole) generatedTokens += size.tokens();
        finished.merge(whole ? size.reason() : "abort", 1.0, Double::sum);
    }

    synchronized long running() {
        return (long) running;
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder();
        gauge(text, "num_requests_running", "Number of requests in model execution batches.", running);
        gauge(text, "num_requests_waiting", "Number of requests waiting to be processed.", 0);
        gauge(
                text,
                renamed ? "kv_cache_usage_perc" : "gpu_cache_usage_perc",
                "KV-cache usage. 1 means 100 percent usage.",
                heldTokens / cacheTokens);
        counter(text, "prompt_tokens", "Number of prefill tokens processed.", promptTokens);
        counter(text, "generation_tokens", "Number of generation tokens processed.", generatedTokens);
        head(text, "request_success_total", "Count of successfully processed requests.", "counter");
        finished.forEach((reason, count) ->
                text.append(sample("request_success_total", "engine=\"0\",finished_reason=\"" + reason + "\"", count)));
        head(text, "time_to_first_token_seconds", "Histogram of time to first token in seconds.", "histogram");
        text.append(sample("time_to_first_token_seconds_bucket", "engine=\"0\",le=\"+Inf\"", firstTokens));
        text.append(sample("time_to_first_token_seconds_count", "engine=\"0\"", firstTokens));
        text.append(sample("time_to_first_token_seconds_sum", "engine=\"0\"", firstTokenSeconds));
        return text.toString();
    }

    private void gauge(StringBuilder text, String name, String help, double value) {
        head(text, name, help, "gauge");
        text.append(sample(name, "engine=\"0\"", value));
    }

    private void counter(StringBuilder text, String name, String help, double value) {
        head(text, name + "_total", help, "counter");
        text.append(sample(name + "_total", "engine=\"0\"", value));
    }

    private static void head(StringBuilder text, String name, String help, String type) {
        text.append("# HELP vllm:").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE vllm:").append(name).append(' ').append(type).append('\n');
    }

    private String sample(String name, String labels, double value) {
        String number = value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, "%s", value);
        return "vllm:" + name + "{" + labels + ",model_name=\"" + model + "\"} " + number + "\n";
    }
}
