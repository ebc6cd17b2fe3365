package io.vastctl.simulator.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Calls below {@code /simulator/} of a served market. No key is sent. A call may go out twice, so only such
 * are made that can be repeated. Plain sockets on purpose: an interrupt must not break a call in the middle,
 * which a clean-up after Ctrl-C may be waiting for.
 */
final class Backdoor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 16 << 20;

    private final String address;
    private final Duration patience;

    /**
     * @param address without a slash at the end
     * @param patience longest real wait for an answer
     */
    Backdoor(String address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    Backdoor moreOrLessPatient(Duration other) {
        return new Backdoor(address, other);
    }

    ObjectNode get(String path) throws IOException {
        return answer(open(path, "GET"));
    }

    ObjectNode post(String path, ObjectNode body) throws IOException {
        HttpURLConnection call = open(path, "POST");
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = call.getOutputStream()) {
            out.write(body.toString().getBytes(StandardCharsets.UTF_8));
        }
        return answer(call);
    }

    private HttpURLConnection open(String path, String method) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) URI.create(address + path).toURL().openConnection(Proxy.NO_PROXY);
        call.setRequestMethod(method);
        call.setConnectTimeout((int) patience.toMillis());
        call.setReadTimeout((int) patience.toMillis());
        call.setInstanceFollowRedirects(false);
        return call;
    }

    private static ObjectNode answer(HttpURLConnection call) throws IOException {
        if (call.getResponseCode() != HttpURLConnection.HTTP_OK)
            throw new IOException("HTTP " + call.getResponseCode() + " from " + call.getURL());
        try (InputStream in = call.getInputStream()) {
            JsonNode json = JSON.readTree(in.readNBytes(MOST_BYTES));
            if (json instanceof ObjectNode object) return object;
        } catch (JsonProcessingException e) {
            throw new IOException("no JSON from " + call.getURL(), e);
        }
        throw new IOException("no JSON object from " + call.getURL());
    }
}
