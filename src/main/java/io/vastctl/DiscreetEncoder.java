package io.vastctl;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** Writes log lines without the secrets that this process knows, whoever logged them, stack traces included. */
final class DiscreetEncoder extends PatternLayoutEncoder {

    /** What must not be seen, the longest first, so that none is left half. */
    record Hidden(List<String> secrets) {

        /** Shorter values are flags and numbers; hiding them would tear words apart. */
        private static final int SHORTEST = 6;

        Hidden(List<String> secrets) {
            this.secrets = secrets.stream()
                    .filter(secret -> secret.length() >= SHORTEST)
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
        }

        String in(String text) {
            String clean = text;
            for (String secret : secrets) clean = clean.replace(secret, "[hidden]");
            return clean;
        }

        @Override
        public String toString() {
            return secrets.size() + " secrets";
        }
    }

    private final Hidden hidden;

    private DiscreetEncoder(Hidden hidden) {
        this.hidden = hidden;
    }

    static DiscreetEncoder of(LoggerContext context, String pattern, Hidden hidden) {
        DiscreetEncoder encoder = new DiscreetEncoder(hidden);
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(super.encode(event), StandardCharsets.UTF_8);
        return hidden.in(line).getBytes(StandardCharsets.UTF_8);
    }
}
