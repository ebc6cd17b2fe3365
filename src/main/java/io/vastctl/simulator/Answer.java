package io.vastctl.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a call gets back.
 *
 * @param lost the connection closes without an answer
 */
record Answer(int status, String contentType, String body, boolean lost) {

    private static final String JSON = "application/json";

    static Answer ok(ObjectNode body) {
        return json(200, body);
    }

    static Answer json(int status, ObjectNode body) {
        return new Answer(status, JSON, body.toString(), false);
    }

    static Answer rawJson(String body) {
        return new Answer(200, JSON, body, false);
    }

    static Answer error(int status, String code, String message) {
        return json(status, errorBody(code, message));
    }

    static ObjectNode errorBody(String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return body.put("success", false).put("error", code).put("msg", message);
    }

    /** The commonest words of a 429; they name the seconds to wait. */
    static Answer tooFrequent(double threshold) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return json(429, body.put("detail", "API requests too frequent endpoint threshold=" + threshold));
    }

    static Answer html(int status, String title) {
        String page = "<html>\r\n<head><title>" + status + " " + title + "</title></head>\r\n<body>\r\n<center><h1>"
                + status + " " + title + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        return new Answer(status, "text/html", page, false);
    }

    static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text, false);
    }

    static Answer noAnswer() {
        return new Answer(0, "", "", true);
    }
}
