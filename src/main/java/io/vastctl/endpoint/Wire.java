package io.vastctl.endpoint;

import io.vastctl.readiness.EndpointCheck.Knock;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Carries requests to servers inside this process, in place of a network: whoever has one opens no socket. The thread
 * that asks is the one that answers.
 */
public interface Wire {

    /**
     * One request.
     *
     * @param headers by name, as sent
     */
    record Letter(String method, URI address, Map<String, String> headers, String body) {
        public Letter {
            headers = Map.copyOf(headers);
        }

        /** Leaves out headers and body: they may hold secrets. */
        @Override
        public String toString() {
            return method + " " + address;
        }
    }

    /** One whole answer. */
    record Reply(int status, Map<String, String> headers, String body) {
        public Reply {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Carries a request there and the answer back.
     *
     * @throws IOException nobody answers there, or the answer breaks off
     */
    Reply carry(Letter letter) throws IOException;

    /** Connects to a port and reads the first line that it says by itself. */
    Knock knock(int port);
}
