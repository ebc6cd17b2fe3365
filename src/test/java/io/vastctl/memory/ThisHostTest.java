package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThisHostTest {

    @Test
    void thisProcessKeepsItsStartAndTheHostItsName() {
        long pid = ProcessHandle.current().pid();

        assertThat(ThisHost.startOf(pid)).isPresent().isEqualTo(ThisHost.startOf(pid));
        assertThat(ThisHost.name()).isEqualTo(ThisHost.name()).isNotBlank();
    }

    @Test
    void aProcessThatEndedIsNotThere() throws Exception {
        Process process = new ProcessBuilder("true").start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(ThisHost.startOf(process.pid())).isEmpty();
    }

    @Test
    void theStartIsReadBehindANameWithBracketsAndSpaces() {
        String fields = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21";

        assertThat(ThisHost.startIn("12 (a) b (c) d)" + fields)).contains("tick 4711");
        assertThat(ThisHost.startIn("12 (java)" + fields.replace(" S ", " Z "))).isEmpty();
        assertThat(ThisHost.startIn("12 (java) S 1 2")).contains("");
    }
}
