package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Action;
import io.vastctl.guard.Action.Tell.Urgency;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MattersTest {

    private final Matters matters = new Matters();

    @Test
    void aMatterIsToldOnceAsLongAsItStands() {
        for (int minute = 0; minute < 300; minute++)
            assertThat(news(minute, blind(Urgency.WARNING, minute + " min"))).hasSize(minute == 0 ? 1 : 0);
    }

    @Test
    void whatFlickersIsOneMatterAndWhatComesBackAfterLongIsAnother() {
        assertThat(news(0, blind(Urgency.WARNING, "now"))).hasSize(1);
        assertThat(news(1)).isEmpty();
        assertThat(news(2, blind(Urgency.WARNING, "again"))).isEmpty();
        assertThat(news(40, blind(Urgency.WARNING, "anew"))).hasSize(1);
    }

    @Test
    void whatGrowsWorseIsToldAgain() {
        assertThat(news(0, blind(Urgency.WARNING, "now"))).hasSize(1);
        assertThat(news(1, blind(Urgency.ALARM, "for long")))
                .singleElement()
                .extracting(Action.Tell::text)
                .isEqualTo("for long");
    }

    @Test
    void anActionIsNoMatter() {
        assertThat(news(0, new Decision(new Action.Drain(7), Rule.HOT, "hot"))).isEmpty();
    }

    private List<Action.Tell> news(long minute, Decision... decisions) {
        return matters.news(List.of(decisions), Duration.ofMinutes(minute));
    }

    private static Decision blind(Urgency urgency, String text) {
        return new Decision(new Action.Tell(urgency, "api", text), Rule.BLIND, text);
    }
}
