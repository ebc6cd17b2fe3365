package io.vastctl.cli.watch;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request gets back; nothing of it may be kept, framed or run.
 *
 * @param type of the body, with its character set
 * @param headers besides those that every answer has
 */
record HttpAnswer(int status, String type, String body, Map<String, String> headers) {

    static final String TEXT = "text/plain; charset=utf-8";

    HttpAnswer {
        headers = Map.copyOf(headers);
    }

    static HttpAnswer text(int status, String line) {
        return new HttpAnswer(status, TEXT, line + "\n", Map.of());
    }

    HttpAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, type, body, more);
    }

    /** @param whole whether the body is sent as well; its length is told in any case */
    byte[] bytes(boolean whole) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(reason());
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", type);
        all.put("Content-Length", String.valueOf(content.length));
        all.put("Connection", "close");
        all.put("Cache-Control", "no-store");
        all.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        all.put("Cross-Origin-Resource-Policy", "same-origin");
        all.put("Referrer-Policy", "no-referrer");
        all.put("X-Content-Type-Options", "nosniff");
        all.putAll(headers);
        all.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        if (!whole) return start;
        byte[] bytes = new byte[start.length + content.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(content, 0, bytes, start.length, content.length);
        return bytes;
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            default -> "Service Unavailable";
        };
    }
}
