package io.vastctl.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The part of a script that is the same whatever the commands are; a resource. */
final class Frame {
    private Frame() {}

    static String of(String shell) {
        try (InputStream text = Frame.class.getResourceAsStream("frame." + shell)) {
            if (text == null) throw new IllegalStateException("frame." + shell + " is not in the JAR");
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In single quotes, as bash and zsh read them. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
