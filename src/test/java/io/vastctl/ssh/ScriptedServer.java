package io.vastctl.ssh;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A program of its own: the {@code vllm} of the test host. It prints the log of a healthy start, as far as the file
 * {@code pace} lets it, and then answers as vLLM does. Without that file it prints everything at once. Asked for {@code silent PORT}, it takes connections and says nothing.
 */
final class ScriptedServer {

    private static final int MILLIS_BETWEEN_QUESTIONS = 5;

    private final String model;
    private final Optional<String> key;

    private ScriptedServer(String model, Optional<String> key) {
        this.model = model;
        this.key = key;
    }

    public static void main(String[] args) throws Exception {
        List<String> words = Arrays.asList(args);
        if (words.get(0).equals("silent")) {
            silent(Integer.parseInt(words.get(1)));
            return;
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path pace = Path.of(System.getProperty("pace"));
        Path reached = Path.of(System.getProperty("reached"));
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("log")));
        for (int printed = 0; printed < lines.size(); printed++) {
            Files.writeString(reached, String.valueOf(printed));
            while (printed >= allowed(pace)) Thread.sleep(MILLIS_BETWEEN_QUESTIONS);
            out.println(lines.get(printed));
        }
        Files.writeString(reached, String.valueOf(lines.size()));
        int port = Integer.parseInt(words.get(words.indexOf("--port") + 1));
        new ScriptedServer(words.get(1), Optional.ofNullable(System.getenv("VLLM_API_KEY"))).serve(port);
    }

    private static int allowed(Path pace) throws IOException {
        return Files.exists(pace) ? Integer.parseInt(Files.readString(pace)) : Integer.MAX_VALUE;
    }

    private static void silent(int port) throws Exception {
        try (ServerSocket socket = new ServerSocket(port, 50)) {
            // The kernel takes the connections; nobody ever speaks.
            Thread.currentThread().join();
            socket.getLocalPort();
        }
    }

    private void serve(int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(port), 50);
        http.createContext("/health", exchange -> answer(exchange, 200, ""));
        http.createContext("/v1/models", exchange -> guarded(exchange, "{\"data\":[{\"id\":\"" + model + "\"}]}"));
        String completion = "{\"choices\":[{\"text\":\" Paris\",\"message\":{\"content\":\" Paris\"}}],"
                + "\"model\":\"" + model + "\",\"usage\":{\"completion_tokens\":8}}";
        http.createContext("/v1/completions", exchange -> guarded(exchange, completion));
        http.createContext("/v1/chat/completions", exchange -> guarded(exchange, completion));
        http.start();
    }

    private void guarded(HttpExchange exchange, String body) throws IOException {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        boolean welcome = key.isEmpty() || ("Bearer " + key.get()).equals(shown);
        answer(exchange, welcome ? 200 : 401, welcome ? body : "{\"error\":\"Unauthorized\"}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
