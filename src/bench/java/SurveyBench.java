import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One survey against a served market: what its process needs is read from /proc, what it did from the market's truth. */
final class SurveyBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** Of Linux, as /proc counts processor time, in ticks per second. */
    private static final double TICKS = 100;

    private final Path jar;
    private final Path folder = Files.createTempDirectory("survey");
    private double speed = 1;
    private int line = 60;
    private int heap = 96;
    private int limit = 7200;
    private int machines = 200;
    private long mostMemory;
    private long mostThreads;
    private double processorSeconds;
    private int mostAlive;

    private SurveyBench(Path jar) throws IOException {
        this.jar = jar;
    }

    public static void main(String[] args) throws Exception {
        SurveyBench bench = new SurveyBench(Path.of(args[0]).toAbsolutePath());
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("--speed")) bench.speed = Double.parseDouble(args[++i]);
            else if (args[i].equals("--line")) bench.line = Integer.parseInt(args[++i]);
            else if (args[i].equals("--heap")) bench.heap = Integer.parseInt(args[++i]);
            else if (args[i].equals("--limit")) bench.limit = Integer.parseInt(args[++i]);
            else bench.machines = Integer.parseInt(args[i]);
        }
        bench.run();
    }

    private void run() throws Exception {
        Path scenario = folder.resolve("big.yaml");
        Files.writeString(
                scenario, "extends: ordinary\nofferedMachines: 900\ncredit: 10000\nimages:\n  \"*\": 2\nmodels:\n  \"*\": 10\nspeeds:\n  all: "
                        + line + " Mbit/s\n");
        Process market = java(400, "simulate", "serve", "--port", "0", "--seed", "3", "--scenario", scenario.toString(),
                        "--speed", "" + speed, "-o", "json")
                .redirectError(folder.resolve("market.err").toFile())
                .start();
        Process survey = null;
        HttpServer door = null;
        ExecutorService doors = Executors.newFixedThreadPool(24);
        Thread ending = new Thread(market::destroy);
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            URI url = URI.create(document(market).path("url").asText());
            door = door(url, doors);
            Instant begin = clock(url);
            long real = System.nanoTime();
            ProcessBuilder builder = java(heap, "survey", "--strictness", "aggressive", "--count", "" + machines,
                            "--parallel", "" + machines, "--max-rentals", "" + machines, "--max-spend", "1000",
                            "--deadline", "6h", "--api-url", "http://127.0.0.1:" + door.getAddress().getPort(), "-v", "-o", "json")
                    .redirectOutput(folder.resolve("out").toFile())
                    .redirectError(folder.resolve("err").toFile());
            builder.environment().put("VAST_API_KEY", "key");
            survey = builder.start();
            boolean told = false;
            while (survey.isAlive()) {
                look(survey, url);
                // Once: a second signal would not wait for what is given back.
                if (!told && System.nanoTime() - real > limit * 1e9) {
                    told = true;
                    survey.destroy();
                }
                TimeUnit.SECONDS.sleep(1);
            }
            tell(survey.exitValue(), get(url, "/simulator/truth"), Duration.between(begin, clock(url)),
                    (System.nanoTime() - real) / 1e9);
        } finally {
            if (survey != null) survey.destroyForcibly();
            if (door != null) door.stop(0);
            doors.shutdownNow();
            market.destroy();
            market.waitFor();
            Runtime.getRuntime().removeShutdownHook(ending);
        }
    }

    /**
     * The market without its back door. A survey that finds it would lead the market's clock, and all its threads that
     * wait would move it: it would go several times faster than life.
     */
    private static HttpServer door(URI market, ExecutorService threads) throws IOException {
        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        door.setExecutor(threads);
        door.createContext("/", exchange -> pass(exchange, market));
        door.start();
        return door;
    }

    private static void pass(HttpExchange exchange, URI market) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            if (target.startsWith("/simulator")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(market.resolve(target));
            for (String name : List.of("Authorization", "Content-Type", "Accept", "User-Agent")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) request.header(name, value);
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpRequest.BodyPublisher publisher = body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body);
            HttpResponse<byte[]> answer = HTTP.send(
                    request.method(exchange.getRequestMethod(), publisher).build(), HttpResponse.BodyHandlers.ofByteArray());
            for (String name : List.of("Content-Type", "Retry-After", "Location", "Date"))
                answer.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Process survey, URI url) throws Exception {
        Path proc = Path.of("/proc", "" + survey.pid());
        try {
            for (String row : Files.readAllLines(proc.resolve("status"))) {
                if (row.startsWith("VmHWM:")) mostMemory = Math.max(mostMemory, number(row));
                if (row.startsWith("Threads:")) mostThreads = Math.max(mostThreads, number(row));
            }
            String stat = Files.readString(proc.resolve("stat"));
            // What stands behind the name in brackets begins with the third field; 14 and 15 are the times.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            processorSeconds = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
        } catch (IOException e) {
            if (survey.isAlive()) throw e;
        }
        mostAlive = Math.max(mostAlive, get(url, "/simulator/truth").path("alive").size());
    }

    private static long number(String row) {
        return Long.parseLong(row.replaceAll("\\D", ""));
    }

    private void tell(int code, JsonNode truth, Duration took, double seconds) throws IOException {
        long calls = 0;
        for (JsonNode count : truth.path("requests")) calls += count.asInt();
        long refused;
        try (var lines = Files.lines(folder.resolve("err"))) {
            refused = lines.filter(row -> row.contains(": HTTP 429")).count();
        }
        double minutes = took.toMillis() / 60_000.0;
        if (truth.path("created").asInt() == 0) System.err.print(Files.readString(folder.resolve("err")));
        System.err.println("calls by kind: " + truth.path("requests") + "; left in " + folder);
        System.out.println("| machines | speed | exit code | rented | alive at most | alive at the end | memory, MB (VmHWM) |"
                + " threads | CPU s | calls | calls/min | refused (429) | market's min | real min |");
        System.out.println("| ---: ".repeat(14) + "|");
        System.out.printf(Locale.ROOT, "| %d | %s | %d | %d | %d | %d | %.0f | %d | %.0f | %d | %.1f | %d | %.1f | %.1f |%n", machines,
                speed, code, truth.path("created").asInt(), mostAlive, truth.path("alive").size(), mostMemory / 1024.0,
                mostThreads, processorSeconds, calls, calls / minutes, refused, minutes, seconds / 60);
    }

    private ProcessBuilder java(int megabytes, String... words) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + megabytes + "m", "-jar", jar.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        return builder;
    }

    private static JsonNode document(Process process) throws IOException {
        StringBuilder text = new StringBuilder();
        var out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            text.append(line);
            if (line.equals("}")) return JSON.readTree(text.toString());
        }
        throw new IOException("the market did not begin: " + text);
    }

    private static Instant clock(URI url) throws Exception {
        return Instant.parse(get(url, "/simulator/clock").path("clock").asText());
    }

    private static JsonNode get(URI url, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).build();
        return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
