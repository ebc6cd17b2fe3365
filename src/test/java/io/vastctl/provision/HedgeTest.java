package io.vastctl.provision;

import static io.vastctl.offer.OfferBuilder.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.vast.ApiProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second rental beside a slow one: who wins, what becomes of the other, and when there is none. */
final class HedgeTest {

    @TempDir
    private Path folder;

    private RunRig bench;

    @BeforeEach
    void open() {
        bench = HedgeRig.open(folder);
        bench.vast.script(1, HedgeRig.pulling(500));
    }

    @AfterEach
    void close() {
        assertThat(bench.badHosts.list(true, bench.time.instant()).stream()
                        .filter(entry -> entry.cause().contains("hedge")))
                .isEmpty();
        bench.close();
    }

    private void nothingIsLeft() {
        assertThat(bench.vast.alive()).isEmpty();
        assertThat(bench.journal.open()).isEmpty();
    }

    private List<String> refusals(RunResult result) {
        assertThat(result.hedges()).isEmpty();
        assertThat(bench.vast.orders).hasSize(1);
        nothingIsLeft();
        assertThat(bench.events.stream()
                        .filter(RunEvent.NoHedge.class::isInstance)
                        .map(event -> ((RunEvent.NoHedge) event).why()))
                .isEqualTo(result.noHedge());
        return result.noHedge();
    }

    @Test
    void aSecondRentalOvertakesASlowOne() {
        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.hedges()).singleElement().satisfies(hedge -> {
            assertThat(hedge.number()).isEqualTo(2);
            assertThat(hedge.besides()).isEqualTo(1);
            assertThat(hedge.slowness().phase()).isEqualTo(Phase.IMAGE_PULL);
            assertThat(hedge.slowness().taken()).isBetween(Duration.ofSeconds(41), Duration.ofSeconds(60));
            assertThat(hedge.slowness().p90()).isEqualTo(Duration.ofSeconds(HedgeRig.PULL_SECONDS));
        });
        assertThat(result.attempts())
                .extracting(AttemptResult::number, AttemptResult::outcome, AttemptResult::cleanup)
                .containsExactly(tuple(1, "failed", Cleanup.DESTROYED), tuple(2, "ready", Cleanup.DESTROYED));
        assertThat(result.timeToReady().orElseThrow()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(150));
        nothingIsLeft();
    }

    @Test
    void theLoserIsBlamedOnNobodyAndToldWhatItLostTo() {
        RunResult result = bench.run();

        Failure failure = result.attempts().get(0).failure().orElseThrow();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.LIMIT);
        assertThat(failure.signature()).isEqualTo("hedge-lost");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(failure.evidence())
                .startsWith(
                        "attempt 2 was verified first; attempt 2 had begun beside attempt 1 because IMAGE_PULL took")
                .contains("40 s at most in nine of ten of 12 starts");
        assertThat(bench.badHosts.list(true, bench.time.instant())).isEmpty();
        assertThat(bench.history.show("r1").orElseThrow().attempts())
                .extracting(attempt -> attempt.number() + " " + attempt.outcome())
                .containsExactlyInAnyOrder("1 failed", "2 ready");
    }

    @Test
    void theCostOfBothCounts() {
        RunResult result = bench.run();

        assertThat(result.attempts())
                .allSatisfy(attempt -> assertThat(attempt.costDollars()).isPositive());
        assertThat(result.costDollars())
                .isEqualTo(
                        result.attempts().stream()
                                .mapToDouble(AttemptResult::costDollars)
                                .sum(),
                        within(1e-9));
    }

    @Test
    void theFirstMayWinAfterAll() {
        bench.vast.script(1, HedgeRig.pulling(60));
        bench.vast.script(2, HedgeRig.pulling(500));

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts()).extracting(AttemptResult::outcome).containsExactly("ready", "failed");
        assertThat(result.attempts().get(1).failure().orElseThrow().evidence())
                .startsWith("attempt 1 was verified first; attempt 2 had begun beside attempt 1");
        nothingIsLeft();
    }

    @Test
    void whoFailsBesideTheOtherIsBlamedAsUsualAndTheOtherGoesOn() {
        bench.vast.script(1, HedgeRig.breakingAfter(70));
        bench.vast.script(2, HedgeRig.pulling(35));

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts().get(0).failure().orElseThrow().failureClass())
                .isEqualTo(FailureClass.INFRA_FATAL);
        assertThat(result.attempts().get(1).isReady()).isTrue();
        assertThat(bench.badHosts.list(true, bench.time.instant())).isNotEmpty();
        nothingIsLeft();
    }

    @Test
    void aSecondRentalThatFailsLeavesRoomForAnother() {
        bench.vast.script(2, RunRig.BROKEN_RUNTIME);

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.hedges()).extracting(Hedge::number).containsExactly(2, 3);
        assertThat(result.attempts()).extracting(AttemptResult::outcome).containsExactly("failed", "failed", "ready");
        nothingIsLeft();
    }

    @Test
    void aListingThatVanishedIsFollowedByTheNext() {
        bench.vast.createFault = order -> {
            if (order.offerId() == 2) throw FakeVast.refusal(ApiProblem.OFFER_GONE);
            return false;
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts())
                .extracting(AttemptResult::outcome)
                .containsExactly("failed", "offer_gone", "ready");
        nothingIsLeft();
    }

    @Test
    void atMostTwoLiveAtOnce() {
        bench.vast.script(2, HedgeRig.pulling(400));
        List<Integer> living = new ArrayList<>();
        bench.calls.before = (name, number) -> living.add(bench.vast.alive().size());

        RunResult result = bench.run();

        assertThat(result.hedges()).hasSize(1);
        assertThat(living).contains(2).doesNotContain(3);
    }

    @Test
    void whatUpHasVerifiedIsKeptAndTheLoserIsNot() {
        bench.command = "up";
        List<Integer> kept = new ArrayList<>();

        RunResult result = bench.provisioner().run(bench.request(), attempt -> kept.add(attempt.number()));

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(kept).containsExactly(2);
        assertThat(bench.vast.aliveLabels()).containsExactly("vastctl-r1-2");
        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.DESTROYED);
    }

    @Test
    void theLoserIsNotPreserved() {
        bench.preserve = true;

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);
        nothingIsLeft();
    }

    @Test
    void aLoserThatCannotBeProvenGoneIsCodeSix() {
        bench.command = "up";
        bench.vast.destroyHasNoEffect = true;

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
        assertThat(result.stillRunning()).extracting(AttemptResult::number).containsExactly(1);
        assertThat(result.kept()).extracting(AttemptResult::number).containsExactly(2);
    }

    @Test
    void theSameMarketGivesTheSameRun() {
        RunResult one = bench.run();
        try (RunRig again = HedgeRig.open(folder.resolve("again"))) {
            again.vast.script(1, HedgeRig.pulling(500));
            RunResult other = again.run();

            assertThat(again.calls.names()).isEqualTo(bench.calls.names());
            assertThat(again.time.naps()).isEqualTo(bench.time.naps());
            assertThat(other.attempts()).isEqualTo(one.attempts());
        }
    }

    @Test
    void withoutTheOptionNothingIsHedged() {
        bench.hedge = false;

        assertThat(refusals(bench.run())).isEmpty();
    }

    @Test
    void aShortHistoryHedgesNothingAndSaysSoOnce() {
        try (RunRig young = HedgeRig.open(folder.resolve("young"), 9)) {
            young.vast.script(1, HedgeRig.pulling(500));

            RunResult result = young.run();

            assertThat(result.hedges()).isEmpty();
            assertThat(result.noHedge())
                    .containsExactly("history has 9 successful starts of tinyllama on this market, and 10 are needed");
            assertThat(young.vast.orders).hasSize(1);
        }
    }

    @Test
    void theLimitOfLivingRentalsForbidsIt() {
        bench.ceilings = new Ceilings(5, Duration.ofHours(4), 3, 1);

        assertThat(refusals(bench.run()))
                .containsExactly("1 instances labelled vastctl-… are alive, the limit is 1 (setting max-rentals)");
    }

    @Test
    void theNumberOfAttemptsForbidsIt() {
        bench.ceilings = new Ceilings(5, Duration.ofHours(4), 1, 2);

        assertThat(refusals(bench.run())).containsExactly("max-attempts: it would be attempt 2 of 1");
    }

    @Test
    void theWorstCaseOfBothForbidsIt() {
        // One of them costs less than $0.20 at worst, both cost more.
        bench.ceilings = new Ceilings(0.20, Duration.ofHours(4), 3, 2);

        assertThat(refusals(bench.run())).singleElement().asString().startsWith("max-spend: at their worst, both");
    }

    @Test
    void theDaysBudgetForbidsIt() {
        bench.ceilings = new Ceilings(
                5,
                Duration.ofHours(4),
                3,
                2,
                new AccountCeilings(OptionalDouble.of(0.20), OptionalDouble.empty(), OptionalDouble.empty()));

        assertThat(refusals(bench.run())).singleElement().asString().startsWith("max-spend-day: at their worst, both");
    }

    @Test
    void theBalanceFloorForbidsIt() {
        bench.vast.credit = 3.20;
        bench.ceilings = new Ceilings(
                5,
                Duration.ofHours(4),
                3,
                2,
                new AccountCeilings(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(3)));

        assertThat(refusals(bench.run())).singleElement().asString().startsWith("balance-floor: at their worst, both");
    }

    @Test
    void aDeadlineTooNearForbidsIt() {
        bench.ceilings = new Ceilings(5, Duration.ofSeconds(110), 3, 2);

        RunResult result = bench.run();

        assertThat(refusals(result)).singleElement().asString().startsWith("deadline: a new start takes about 71 s");
        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
    }

    @Test
    void anotherMachineOfTheSameHostIsNoSecondRental() {
        bench.vast.offers.removeIf(offer -> offer.offerId() != 1);
        bench.vast.offers.add(
                offer(2).host(bench.vast.offers.get(0).hostId()).price(0.30).build());

        assertThat(refusals(bench.run())).containsExactly("no offer of another host passes the gates");
    }

    @Test
    void aDeadlineDuringAHedgeEndsBoth() {
        bench.ceilings = new Ceilings(5, Duration.ofSeconds(150), 3, 2);
        bench.vast.script(2, HedgeRig.pulling(500));

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(result.message()).startsWith("deadline in");
        assertThat(result.attempts())
                .extracting(attempt -> attempt.failure().orElseThrow().signature())
                .containsExactly("deadline", "deadline");
        assertThat(result.attempts())
                .allSatisfy(attempt ->
                        assertThat(attempt.failure().orElseThrow().blames()).isEqualTo(Blame.NOBODY));
        nothingIsLeft();
    }
}
