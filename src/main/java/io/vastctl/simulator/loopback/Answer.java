package io.vastctl.simulator.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call gets back.
 *
 * @param headers more headers than the content type, name to value
 * @param lost the connection closes without an answer
 */
public record Answer(int status, String contentType, String body, Map<String, String> headers, boolean lost) {

    private static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    private Answer(int status, String contentType, String body, boolean lost) {
        this(status, contentType, body, Map.of(), lost);
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more, lost);
    }

    /** 200 with a JSON body. */
    public static Answer ok(JsonNode body) {
        return json(200, body);
    }

    /** A JSON body. */
    public static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, body.toString(), false);
    }

    /** 200 with a text that claims to be JSON. */
    public static Answer rawJson(String body) {
        return new Answer(200, JSON, body, false);
    }

    /** The page of a server at the edge. */
    public static Answer html(int status, String title) {
        String page = "<html>\r\n<head><title>" + status + " " + title + "</title></head>\r\n<body>\r\n<center><h1>"
                + status + " " + title + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        return new Answer(status, "text/html", page, false);
    }

    /** Plain text, empty for no body. */
    public static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text, false);
    }

    /** The connection closes without an answer. */
    public static Answer noAnswer() {
        return new Answer(0, "", "", true);
    }
}
