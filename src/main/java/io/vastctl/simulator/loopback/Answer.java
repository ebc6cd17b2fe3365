package io.vastctl.simulator.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a call gets back.
 *
 * @param lost the connection closes without an answer
 */
public record Answer(int status, String contentType, String body, boolean lost) {

    private static final String JSON = "application/json";

    /** 200 with a JSON body. */
    public static Answer ok(ObjectNode body) {
        return json(200, body);
    }

    /** A JSON body. */
    public static Answer json(int status, ObjectNode body) {
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
