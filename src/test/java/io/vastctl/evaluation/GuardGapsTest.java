package io.vastctl.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Budget;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Mishap;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.offer.RentalType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardGapsTest {

    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");
    private static final Duration RENT = Duration.ofMinutes(60);
    /** 30 minutes of patience with a start, and four looks. */
    private static final Duration NOTICED = Duration.ofMinutes(34);

    private final PlannedEndpoint chat = new PlannedEndpoint(
            "chat", "tinyllama", "balanced", 2, Hours.ALWAYS, RentalType.ON_DEMAND, OptionalDouble.empty());
    private final Plan plan = Plan.of(List.of(chat), new Budget(2, 30, 600, 5, Budget.LOW_CREDIT, ZoneOffset.UTC));
    private final GuardGaps gaps = new GuardGaps(new GuardBound(plan, Duration.ofMinutes(1), endpoint -> RENT));
    private Instant now = START;

    @Test
    void aGapIsLateOnceItIsLongerThanNoticingAndOneRent() {
        gaps.looked(Set.of(), List.of());

        below(NOTICED.plus(RENT));
        assertThat(gaps.late()).isZero();

        below(Duration.ofMinutes(1));
        assertThat(gaps.late()).isOne();
        assertThat(gaps.longest()).isEqualTo(NOTICED.plus(RENT).plusMinutes(1));

        below(Duration.ofHours(3));
        assertThat(gaps.late()).as("one gap is late once").isOne();
    }

    @Test
    void aRentThatFailedAllowsAnotherAndItsWait() {
        gaps.looked(Set.of(), List.of());
        below(Duration.ofMinutes(50));
        Mishap before = new Mishap(START.minusSeconds(1), "chat", Mishap.Kind.RENT_FAILED);
        Mishap others = new Mishap(now, "batch", Mishap.Kind.RENT_FAILED);
        gaps.looked(Set.of(), List.of(before, others, new Mishap(now, "chat", Mishap.Kind.RENT_FAILED)));

        below(NOTICED.plus(RENT).plus(RENT).plusMinutes(2).minusMinutes(50));
        assertThat(gaps.late()).isZero();

        below(Duration.ofMinutes(1));
        assertThat(gaps.late()).isOne();
    }

    @Test
    void theTimeInWhichItToldThatItCannotRentDoesNotCount() {
        gaps.looked(Set.of("chat"), List.of());
        below(Duration.ofHours(10));
        gaps.looked(Set.of(), List.of());
        below(NOTICED.plus(RENT));

        assertThat(gaps.late()).isZero();
        assertThat(gaps.longestOwn()).isEqualTo(NOTICED.plus(RENT));
        assertThat(gaps.longest()).isEqualTo(NOTICED.plus(RENT).plusHours(10));
    }

    @Test
    void aDeadGuardIsNotHeldToTheBoundAndItsNextMayRentAnew() {
        gaps.looked(Set.of(), List.of());
        below(Duration.ofMinutes(40));
        gaps.died();
        gaps.died();
        below(Duration.ofHours(5));
        gaps.looked(Set.of(), List.of());

        below(NOTICED.plus(RENT).plus(RENT).minusMinutes(40));
        assertThat(gaps.late()).isZero();

        below(Duration.ofMinutes(1));
        assertThat(gaps.late()).isOne();
    }

    @Test
    void servedOrUnwantedTheGapIsOver() {
        gaps.looked(Set.of(), List.of());
        below(Duration.ofMinutes(80));
        gaps.sample(chat, 2, Duration.ofMinutes(1), now);
        below(Duration.ofMinutes(80));
        gaps.unwanted(chat);
        below(Duration.ofMinutes(80));

        assertThat(gaps.late()).isZero();
        assertThat(gaps.longest()).isEqualTo(Duration.ofMinutes(80));
    }

    /** One of two servers answers, minute by minute. */
    private void below(Duration span) {
        Instant end = now.plus(span);
        gaps.sample(chat, 1, Duration.ZERO, now);
        while (now.isBefore(end)) {
            now = now.plusSeconds(60);
            gaps.sample(chat, 1, Duration.ofMinutes(1), now);
        }
    }
}
