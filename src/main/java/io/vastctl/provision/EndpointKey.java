package io.vastctl.provision;

/**
 * What opens a rented endpoint: sent as a bearer token. Never stored.
 *
 * @param secret for its user alone; empty where the server asks for none
 */
public record EndpointKey(String secret) {

    /** Without the key. */
    @Override
    public String toString() {
        return "EndpointKey[]";
    }
}
