package io.vastctl.instance;

/** Where an SSH server listens. The user is always {@code root} on Vast.ai. */
public record SshEndpoint(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
