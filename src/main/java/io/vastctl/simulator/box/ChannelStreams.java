package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.GoneException;
import io.vastctl.simulator.box.shell.Input;
import io.vastctl.simulator.box.shell.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The streams of an SSH channel as a program of the box has them. */
final class ChannelStreams {

    private ChannelStreams() {}

    /** Nothing is read before a program asks. */
    static Input input(InputStream in) {
        return new Input() {
            @Override
            public String all() {
                try {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new GoneException();
                }
            }

            @Override
            public Optional<String> line() {
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                try {
                    int next = in.read();
                    if (next < 0) return Optional.empty();
                    for (; next >= 0 && next != '\n'; next = in.read()) line.write(next);
                } catch (IOException e) {
                    throw new GoneException();
                }
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
        };
    }

    static Output output(OutputStream out) {
        return output(out, StandardCharsets.UTF_8, false);
    }

    /** @param terminal whether a line end must also go back to the left */
    static Output output(OutputStream out, Charset charset, boolean terminal) {
        return new Output() {
            @Override
            public void write(String text) {
                try {
                    out.write((terminal ? text.replace("\n", "\r\n") : text).getBytes(charset));
                    out.flush();
                } catch (IOException e) {
                    throw new GoneException();
                }
            }

            @Override
            public boolean isLive() {
                return true;
            }
        };
    }
}
