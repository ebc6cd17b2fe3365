package io.vastctl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WrappedTest {

    private static final String TEXT = "    INFRA_FATAL docker-cdi in CONTAINER_START, blames machine\nshort\n";

    @Test
    void aLongLineGoesOnFurtherIn() {
        assertThat(Wrapped.text(TEXT, OptionalInt.of(40)).lines())
                .containsExactly("    INFRA_FATAL docker-cdi in", "        CONTAINER_START, blames machine", "short");
    }

    @Test
    void offATerminalNothingIsBroken() {
        assertThat(Wrapped.text(TEXT, OptionalInt.empty())).isEqualTo(TEXT);
    }

    @Test
    void aWordThatIsTooLongStaysWhole() {
        String address = "http://" + "x".repeat(60) + "/v1";

        assertThat(Wrapped.text("at " + address + " now", OptionalInt.of(30)).lines())
                .containsExactly("at", "    " + address, "    now");
    }
}
