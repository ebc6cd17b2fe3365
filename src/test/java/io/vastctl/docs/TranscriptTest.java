package io.vastctl.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    @Test
    void whatDiffersEachTimeIsComparedByItsShape() {
        assertThat(Transcript.missing(
                        List.of("run 20261122-095446-c509b2 at 2026-11-22 09:54   on 127.0.0.1:2222"),
                        List.of("run 20270101-000000-abcdef at 2027-01-01T00:00:00.123Z on 127.0.0.1:31111")))
                .isEmpty();
    }

    @Test
    void anyOtherLetterCounts() {
        assertThat(Transcript.missing(List.of("spent $0.052"), List.of("spent $0.053")))
                .containsExactly("not printed (in this place): spent $0.052");
        assertThat(Transcript.missing(List.of("a"), List.of("a", "b"))).isNotEmpty();
        assertThat(Transcript.missing(List.of("a", "b"), List.of("a"))).isNotEmpty();
        assertThat(Transcript.missing(List.of("a", "b"), List.of("b", "a"))).isNotEmpty();
        assertThat(Transcript.missing(List.of(), List.of("a"))).isNotEmpty();
    }

    @Test
    void anEllipsisStandsForTextWithinALineAndForLinesAlone() {
        assertThat(Transcript.missing(List.of("{\"id\":…,\"ok\":true}"), List.of("{\"id\":5,\"ok\":true}")))
                .isEmpty();
        assertThat(Transcript.missing(List.of("{\"id\":…,\"ok\":true}"), List.of("{\"id\":5,\"ok\":false}")))
                .isNotEmpty();
        assertThat(Transcript.missing(List.of("a", "…", "z"), List.of("a", "b", "c", "z")))
                .isEmpty();
        assertThat(Transcript.missing(List.of("a", "…", "z"), List.of("a", "z")))
                .isEmpty();
        assertThat(Transcript.missing(List.of("…", "z"), List.of("a", "y"))).isNotEmpty();
    }

    @Test
    void progressMayBeLeftOutButNotHalfOfIt() {
        List<String> printed = List.of("  0:01    rented", "  1:44    SSH", "Result    verified");

        assertThat(Transcript.missing(List.of("Result    verified"), printed)).isEmpty();
        assertThat(Transcript.missing(List.of("  0:01    rented", "Result    verified"), printed))
                .isNotEmpty();
    }

    @Test
    void aCommandThatGoesOnIsComparedByItsBeginning() {
        assertThat(Transcript.begun(List.of("a"), List.of("a", "b"))).isTrue();
        assertThat(Transcript.begun(List.of("a", "b"), List.of("a"))).isFalse();
    }

    @Test
    void aDeadKindOfBlockIsNotKnown() {
        assertThat(new Fence(1, "", "", List.of("ls")).known()).isFalse();
        assertThat(new Fence(1, "shell", "", List.of("ls")).known()).isFalse();
        assertThat(new Fence(1, "sh", "no-run:", List.of("ls")).reasonNotToRun())
                .isEmpty();
    }
}
