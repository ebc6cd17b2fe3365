import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts so many runners at once and counts what the market saw. Times are the market's where nothing else is said: the
 * runners lead its clock, {@code --speed} times faster than life.
 */
final class Runners {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path jar;
    private final Path folder = Files.createTempDirectory("runners");
    private double speed = 10;
    private double stagger = 0.1;
    private int places;
    private boolean apart;
    private String state = "";
    private EmbeddedPostgres server;

    private Runners(Path jar) throws IOException {
        this.jar = jar;
    }

    public static void main(String[] args) throws Exception {
        Runners bench = new Runners(Path.of(args[0]).toAbsolutePath());
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("--apart")) bench.apart = true;
            else if (args[i].equals("--speed")) bench.speed = Double.parseDouble(args[++i]);
            else if (args[i].equals("--stagger")) bench.stagger = Double.parseDouble(args[++i]);
            else if (args[i].equals("--places")) bench.places = Integer.parseInt(args[++i]);
            else if (args[i].equals("--state")) bench.state = args[++i];
            else numbers.add(Integer.valueOf(args[i]));
        }
        if (numbers.isEmpty()) numbers = List.of(1, 10, 50);
        System.out.println("| runners | verified | at a ceiling | other ends | calls | refused (429) | calls/min | market's min |"
                + " real s | alive at most | alive at the end | rented twice |");
        System.out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        try {
            for (int number : numbers) bench.run(number);
        } finally {
            if (bench.server != null) bench.server.close();
        }
    }

    private void run(int number) throws Exception {
        String memory = apart ? "" : state.isEmpty() ? database("runners_" + number) : state;
        Path place = Files.createDirectories(folder.resolve("of-" + number));
        Process market = java(place, "simulate", "serve", "--port", "0", "--seed", "7", "--scenario", "calm", "--speed",
                        "" + speed, "-o", "json")
                .redirectError(place.resolve("market.err").toFile())
                .start();
        List<Process> runners = new ArrayList<>();
        try {
            URI url = URI.create(document(market).path("url").asText());
            Instant begin = clock(url);
            long real = System.nanoTime();
            int most = 0;
            for (int runner = 0; runner < number; runner++) {
                runners.add(runner(place, runner, number, url, memory));
                TimeUnit.MILLISECONDS.sleep((long) (stagger * 1000));
                most = Math.max(most, get(url, "/simulator/truth").path("alive").size());
            }
            while (runners.stream().anyMatch(Process::isAlive)) {
                most = Math.max(most, get(url, "/simulator/truth").path("alive").size());
                TimeUnit.MILLISECONDS.sleep(200);
            }
            double seconds = (System.nanoTime() - real) / 1e9;
            tell(place, number, get(url, "/simulator/truth"), most, Duration.between(begin, clock(url)), seconds, runners);
        } finally {
            for (Process runner : runners) runner.destroyForcibly();
            market.destroy();
            market.waitFor();
        }
    }

    private Process runner(Path place, int runner, int number, URI url, String memory) throws IOException {
        Path home = Files.createDirectories(place.resolve("runner-" + runner));
        List<String> words = new ArrayList<>(List.of("test", "--strictness", "balanced", "-v", "-o", "json", "--api-url",
                url.toString(), "--max-rentals", "" + (places > 0 ? places : number), "--deadline", "6h", "--state",
                memory.isEmpty() ? home.resolve("state.db").toString() : memory));
        ProcessBuilder builder = java(home, words.toArray(String[]::new))
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().put("VAST_API_KEY", "one-key-for-all");
        return builder.start();
    }

    private void tell(Path place, int number, JsonNode truth, int most, Duration took, double seconds, List<Process> runners)
            throws IOException {
        Map<Integer, Integer> codes = new TreeMap<>();
        long refused = 0;
        for (int runner = 0; runner < number; runner++) {
            codes.merge(runners.get(runner).exitValue(), 1, Integer::sum);
            try (var lines = Files.lines(place.resolve("runner-" + runner).resolve("err"))) {
                refused += lines.filter(line -> line.contains(": HTTP 429")).count();
            }
        }
        int calls = 0;
        for (JsonNode count : truth.path("requests")) calls += count.asInt();
        double minutes = took.toMillis() / 60_000.0;
        int verified = codes.getOrDefault(0, 0);
        int limited = codes.getOrDefault(8, 0);
        codes.remove(0);
        codes.remove(8);
        System.out.printf(Locale.ROOT, "| %d%s | %d | %d | %s | %d | %d | %.1f | %.1f | %.0f | %d | %d | %d |%n", number,
                apart ? " apart" : "", verified, limited, codes.isEmpty() ? "0" : codes.toString(), calls, refused, calls / minutes,
                minutes, seconds, most, truth.path("alive").size(), truth.path("doubleRentals").asInt());
        System.err.println(number + " runners, calls by kind: " + truth.path("requests") + "; left in " + place);
    }

    private String database(String name) throws Exception {
        if (server == null)
            server = EmbeddedPostgres.builder().setServerConfig("max_connections", "150").start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name + "?user=postgres";
    }

    private ProcessBuilder java(Path home, String... words) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-jar", jar.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
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
