package io.vastctl.memory;

import java.nio.file.Path;

/** Where the memory is kept. */
public sealed interface StateAddress {

    /** For people, without any secret. */
    String name();

    /** One SQLite file on this machine. */
    record InFile(Path path) implements StateAddress {
        @Override
        public String name() {
            return path.toString();
        }
    }

    /**
     * A PostgreSQL server, which machines share.
     *
     * @param url as {@link ServerUrl} takes it; holds no password
     */
    record OnServer(String url) implements StateAddress {

        /** @throws IllegalArgumentException if it is no such address, or holds a password; the message does not */
        public OnServer {
            ServerUrl.require(url);
        }

        @Override
        public String name() {
            return ServerUrl.named(url);
        }

        /** Tells the place of these tables from every other, without any secret. */
        public String identity() {
            return ServerUrl.identity(url);
        }
    }

    /**
     * What the operator named.
     *
     * @param text {@code jdbc:postgresql://…}, or else the path of a file
     * @throws IllegalArgumentException if it looks like an address and is none; the message is for the operator
     */
    static StateAddress of(String text) {
        if (ServerUrl.looksLikeOne(text)) return new OnServer(text);
        return new InFile(Path.of(text));
    }
}
