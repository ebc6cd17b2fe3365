package io.vastctl.adapter.vllm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.readiness.Circumstances;
import io.vastctl.readiness.Diagnosis;
import io.vastctl.readiness.LogLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs that no one saved: the same troubles as another version, prefix or library would word them. */
class VariantLogsTest {

    record Variant(String verdict, String failureClass, String signature, String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Variant> all() throws IOException {
        List<Variant> variants = new ArrayList<>();
        try (InputStream in = VariantLogsTest.class.getResourceAsStream("variants.txt")) {
            assertThat(in).isNotNull();
            String[] blocks = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^=== ", -1);
            for (int i = 1; i < blocks.length; i++) {
                String[] parts = blocks[i].split("\n", 2);
                String[] head = parts[0].split(" \\| ", 2);
                String[] words = head[0].split(" ", 3);
                String text = parts[1].replace("\\r", "\r").replace("\\e", "\u001b");
                variants.add(new Variant(words[0], words[1], words[2], head[1], text));
            }
        }
        return variants;
    }

    @ParameterizedTest
    @MethodSource("all")
    void theCauseIsFoundWhateverStandsAroundIt(Variant variant) {
        check(variant, variant.text());
    }

    @ParameterizedTest
    @MethodSource("all")
    void lineEndsColoursAndStampsMakeNoDifference(Variant variant) {
        if (variant.text().contains("\r")) return;
        check(variant, variant.text().replace("\n", "\r\n"));
        check(
                variant,
                variant.text()
                        .lines()
                        .map(line -> "\u001b[0;36m" + line + "\u001b[0m\n")
                        .reduce("", String::concat));
        check(
                variant,
                variant.text()
                        .lines()
                        .map(line -> "2026-11-22T05:00:00.000000001Z stderr F " + line + "\n")
                        .reduce("", String::concat));
    }

    private static void check(Variant variant, String text) {
        VllmReading reading = new VllmReading();
        LogLines.of(text, reading);
        Diagnosis seen = reading.judge(Circumstances.UNKNOWN);

        assertThat(seen.word().name().toLowerCase(Locale.ROOT)).as("%s", seen).isEqualTo(variant.verdict());
        assertThat(seen.failure().map(failed -> failed.failureClass().name()).orElse("-"))
                .as("%s", seen)
                .isEqualTo(variant.failureClass());
        Optional<String> signature =
                seen.failure().map(failed -> failed.signature()).filter(id -> !id.startsWith("unclassified-"));
        assertThat(signature.orElse("-")).as("%s", seen).isEqualTo(variant.signature());
    }
}
