import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the packaged JAR against served markets and compares vastctl's own events with what the market knows: since
 * when the server could answer, or when it died.
 */
final class ReadyDelay {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** One kind of run: what goes wrong in the market, and what vastctl is asked for. */
    private record Kind(String name, String faults, List<String> options) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("ready", "", List.of()),
            new Kind("fatal: gated model", "", List.of("--model", "gated-org/Secret-7B")),
            new Kind("fatal: no such model", "", List.of("--model", "no-such-org/Nothing-7B")),
            new Kind("fatal: CUDA fails on the machine", "  cuda-unknown: 1\n", List.of("--max-attempts", "1")),
            new Kind("fatal: no container (only the API tells)", "  cdi-injection: 1\n", List.of("--max-attempts", "1")));

    private final String jar;
    private final boolean led;

    private ReadyDelay(String jar, boolean led) {
        this.jar = jar;
        this.led = led;
    }

    public static void main(String[] args) throws Exception {
        int runs = Integer.parseInt(args[1]);
        ReadyDelay bench = new ReadyDelay(args[0], args[3].equals("led"));
        ExecutorService pool = Executors.newFixedThreadPool(Integer.parseInt(args[2]));
        Map<String, List<Future<List<Double>>>> results = new TreeMap<>();
        for (Kind kind : KINDS) {
            for (int seed = 1; seed <= runs; seed++) {
                int itsSeed = seed;
                Callable<List<Double>> run = () -> bench.delays(kind, itsSeed);
                results.computeIfAbsent(kind.name(), name -> new ArrayList<>()).add(pool.submit(run));
            }
        }
        pool.shutdown();
        System.out.printf("%-42s %5s %8s %8s %8s  (seconds, %s)%n", "", "runs", "median", "p90", "max",
                bench.led ? "the market's own, led clock" : "real ones, market at speed 1");
        for (Kind kind : KINDS) {
            List<Double> all = new ArrayList<>();
            for (Future<List<Double>> one : results.get(kind.name())) all.addAll(one.get());
            all.sort(null);
            if (all.isEmpty()) System.out.printf("%-42s none came to that end%n", kind.name());
            else
                System.out.printf(Locale.ROOT, "%-42s %5d %8.2f %8.2f %8.2f%n", kind.name(), all.size(),
                        all.get(all.size() / 2), all.get(all.size() * 9 / 10), all.get(all.size() - 1));
        }
    }

    private List<Double> delays(Kind kind, int seed) throws Exception {
        Path folder = Files.createTempDirectory("ready-delay");
        Path scenario = folder.resolve("scenario.yaml");
        Files.writeString(scenario, "extends: calm\n" + (kind.faults().isEmpty() ? "" : "faults:\n" + kind.faults()));
        Process market = java(folder, "simulate", "serve", "--port", "0", "--seed", "" + seed, "--scenario",
                scenario.toString(), "--speed", led ? "300" : "1", "-o", "json").redirectError(folder.resolve("market.err").toFile()).start();
        HttpServer disguise = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        try {
            URI url = URI.create(document(market.inputReader()).path("url").asText());
            disguise.setExecutor(Executors.newCachedThreadPool(ReadyDelay::daemon));
            disguise.createContext("/", exchange -> forward(exchange, url));
            disguise.start();
            String address = led ? url.toString() : "http://127.0.0.1:" + disguise.getAddress().getPort();
            Path events = folder.resolve("events");
            List<String> words = new ArrayList<>(List.of("test", "--api-url", address, "--strictness", "balanced",
                    "--state", folder.resolve("state.db").toString(), "--events", events.toString(), "-q"));
            words.addAll(kind.options());
            Process test = java(folder, words.toArray(String[]::new)).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("test.out").toFile()).start();
            test.waitFor();
            return compared(events, JSON.readTree(get(url.resolve("/simulator/truth"))), ahead(url));
        } finally {
            disguise.stop(0);
            market.destroy();
            market.waitFor();
        }
    }

    /** By how much the market's clock is ahead of ours, where vastctl's events are dated by ours. */
    private Duration ahead(URI url) throws Exception {
        if (led) return Duration.ZERO;
        Instant before = Instant.now();
        Instant there = Instant.parse(JSON.readTree(get(url.resolve("/simulator/clock"))).path("clock").asText());
        Instant after = Instant.now();
        return Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), there);
    }

    private static List<Double> compared(Path events, JsonNode truth, Duration ahead) throws IOException {
        Map<Integer, Long> instances = new TreeMap<>();
        List<Double> delays = new ArrayList<>();
        for (String line : Files.readAllLines(events)) {
            JsonNode event = JSON.readTree(line);
            int attempt = event.path("attempt").asInt();
            String kind = event.path("event").asText();
            if (kind.equals("rented")) instances.put(attempt, event.path("instanceId").asLong());
            boolean verified = kind.equals("verified");
            if (!verified && !kind.equals("attempt-failed")) continue;
            for (JsonNode contract : truth.path("contracts")) {
                String cause = contract.path(verified ? "answersSince" : "failedAt").asText("");
                if (contract.path("id").asLong() != instances.getOrDefault(attempt, 0L) || cause.isEmpty()) continue;
                Instant said = Instant.parse(event.path("at").asText()).plus(ahead);
                delays.add(Duration.between(Instant.parse(cause), said).toMillis() / 1000.0);
            }
        }
        return delays;
    }

    /** Everything but the question whether the market is a simulated one: so its clock is not led. */
    private static void forward(HttpExchange exchange, URI market) throws IOException {
        String path = exchange.getRequestURI().toString();
        if (path.startsWith("/simulator/")) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(market.resolve(path)).method(exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String header : List.of("Authorization", "Content-Type", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) request.header(header, value);
        }
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
            exchange.close();
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private ProcessBuilder java(Path folder, String... words) {
        List<String> command = new ArrayList<>(List.of("java", "-jar", jar));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("VAST_API_KEY", "bench", "HOME", folder.toString(),
                "XDG_CONFIG_HOME", folder.toString(), "XDG_STATE_HOME", folder.toString()));
        builder.environment().remove("VAST_URL");
        return builder;
    }

    /** The first JSON document, which is followed by nothing until the process ends. */
    private static JsonNode document(BufferedReader lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            text.append(line).append('\n');
            if (line.equals("}")) break;
        }
        return JSON.readTree(text.toString());
    }

    private static String get(URI url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
