package io.vastctl.provision;

import static io.vastctl.provision.FakeVast.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Journal;
import io.vastctl.outcome.ExitCode;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.VastApiException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against a market that does not let go of a rental, or does not say so. */
final class LettingGoTest {

    @TempDir
    private Path folder;

    private RunRig bench;

    @BeforeEach
    void open() {
        bench = new RunRig(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aLostAnswerAndAListingThatStaysUnreadableIsCodeSix() {
        bench.vast.createFault = order -> true;
        bench.calls.before = (name, number) -> {
            if (name.equals("list") && bench.calls.count("create") > 0) throw refusal(ApiProblem.SERVER);
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
        assertThat(result.stillRunning()).extracting(AttemptResult::label).containsExactly("vastctl-r1-1");
        assertThat(bench.vast.orders).hasSize(1);
        assertThat(bench.journal.open()).extracting(Journal.Entry::state).containsExactly(Journal.State.UNKNOWN);
    }

    @Test
    void anErrorThatNamesAContractIsDestroyedEvenWithPreserve() {
        bench.preserve = true;
        bench.ceilings = new Ceilings(5, Duration.ofHours(4), 1, 2);
        bench.vast.createFault = order -> {
            throw new VastApiException(ApiProblem.BAD_PRICE, 400, "", "invalid price", bench.vast.put(order));
        };

        RunResult result = bench.run();

        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.DESTROYED);
        assertThat(bench.vast.alive()).isEmpty();
        assertThat(bench.journal.open()).isEmpty();
    }

    @Test
    void aRentalThatDoesNotGoAwayStopsTheRunWithCodeSix() {
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);
        bench.vast.destroyHasNoEffect = true;

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
        assertThat(result.attempts()).hasSize(1);
        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.LEAKED);
        assertThat(bench.calls.count("destroy")).isGreaterThan(10);
        assertThat(bench.journal.open()).extracting(Journal.Entry::state).containsExactly(Journal.State.LEAKED);
    }

    @Test
    void anApiThatGoesBlindDuringTheTeardownCannotTell() {
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);
        bench.calls.before = (name, number) -> {
            if (bench.calls.count("destroy") > 0 && name.equals("show")) throw refusal(ApiProblem.TRANSPORT);
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.UNKNOWN);
        assertThat(result.attempts().get(0).cleanupEvidence()).contains("the last read failed");
        assertThat(bench.journal.open()).extracting(Journal.Entry::state).containsExactly(Journal.State.UNKNOWN);
    }

    @Test
    void aContractThatNoReadEverShowsIsProvenGone() {
        bench.ceilings = new Ceilings(5, Duration.ofHours(4), 1, 2);
        bench.vast.createFault = order -> {
            bench.vast.vanishes = true;
            return false;
        };

        RunResult result = bench.run();

        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.DESTROYED);
        assertThat(result.attempts().get(0).cleanupEvidence())
                .contains("absent on 6 good reads")
                .contains("no read ever showed it");
        assertThat(bench.vast.orders).hasSize(1);
        assertThat(bench.journal.open()).isEmpty();
    }

    @Test
    void aRentalThatComesBackAfterTheLastTeardownIsDestroyedAgain() {
        bench.vast.returnsAfterDestroy = 1;

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(bench.vast.alive()).isEmpty();
        assertThat(bench.events).anyMatch(event -> event instanceof RunEvent.CameBack);
        assertThat(bench.journal.find("vastctl-r1-1"))
                .hasValueSatisfying(entry -> assertThat(entry.returned()).isEqualTo(1));
        assertThat(bench.journal.open()).isEmpty();
    }

    @Test
    void aRentalThatComesBackAndStaysIsCodeSix() {
        bench.vast.returnsAfterDestroy = 1;
        bench.calls.before = (name, number) -> {
            if (name.equals("destroy") && bench.calls.count("destroy") > 1) bench.vast.destroyHasNoEffect = true;
        };

        RunResult result = bench.run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.READY);
        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
        assertThat(result.leftovers()).extracting(Leftover::label).containsExactly("vastctl-r1-1");
    }

    @Test
    void whatCameBackSinceAnEarlierRunIsDestroyedBeforeAnythingIsRented() {
        bench.run();
        bench.vast.bringBack();
        assertThat(bench.vast.alive()).hasSize(1);

        RunRig next = new RunRig(bench.database, "r2", bench);
        RunResult result = next.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(bench.vast.alive()).isEmpty();
        assertThat(next.journal.open()).isEmpty();
    }

    @Test
    void anEmptyListingIsNoProofWhileAnotherRunHasARental() {
        bench.vast.createFault = order -> true;
        bench.vast.listingLag = Duration.ofDays(1);
        Journal.Intent other = Entries.intent("vastctl-other-1");
        Ownership living =
                Ownership.open(bench.database, "test", bench.time, RunRig.living(9), (every, beat) -> () -> {}, 9);
        living.journal().intend(other);
        living.journal().created("vastctl-other-1", 99);
        bench.calls.before = (name, number) -> {
            if (name.equals("list")) living.journal().spent("vastctl-other-1", 0.01);
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
        assertThat(bench.journal.find("vastctl-r1-1").orElseThrow().state()).isEqualTo(Journal.State.UNKNOWN);
        assertThat(bench.vast.orders).hasSize(1);
    }

    @Test
    void aProcessThatWasTakenForDeadDestroysAndRentsNothingMore() {
        bench.calls.before = (name, number) -> {
            if (name.equals("show") && bench.calls.count("show") == 1) {
                Ownership sweeper = Ownership.open(
                        bench.database, "test", bench.time, RunRig.living(9), (every, beat) -> () -> {}, 9);
                sweeper.journal()
                        .takeOver(
                                sweeper.owners().find(bench.ownership.ownerId()).orElseThrow(),
                                MarketName.REAL,
                                bench.time.instant());
            }
        };

        RunResult result = bench.run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.ERROR);
        assertThat(result.attempts()).hasSize(1);
        assertThat(result.attempts().get(0).failure().orElseThrow().signature()).isEqualTo("taken-over");
        assertThat(bench.vast.alive()).isEmpty();
        assertThat(bench.vast.orders).hasSize(1);
    }

    @Test
    void aVerifiedRentalThatLeaksIsCodeSixToo() {
        bench.vast.destroyHasNoEffect = true;

        RunResult result = bench.run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.READY);
        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
    }

    @Test
    void anApiThatIsSilentForMinutesDuringTheTeardownIsWaitedFor() {
        Duration[] silentUntil = {Duration.ofMinutes(5)};
        bench.calls.before = (name, number) -> {
            boolean ending = bench.calls.count("destroy") > 0;
            if (ending && (name.equals("show") || name.equals("destroy"))) {
                silentUntil[0] = silentUntil[0].minusSeconds(4);
                if (!silentUntil[0].isNegative()) throw refusal(ApiProblem.TRANSPORT);
            }
        };

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(bench.vast.alive()).isEmpty();
    }

    @Test
    void twoReadsWithoutAnAcceptedDestroyAreNoProof() {
        // The market does not show the new instance for 15 s and takes no destroy for 10 s.
        bench.vast.script(1, machine -> {
            var later = machine.api;
            machine.api = age -> age.toSeconds() < 15 ? new InstanceSighting.Gone() : later.apply(age);
        });
        bench.calls.before = (name, number) -> {
            if (name.equals("attach")) Thread.currentThread().interrupt();
            if (name.equals("destroy") && bench.calls.count("destroy") == 1) throw refusal(ApiProblem.THROTTLED);
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(bench.vast.alive()).isEmpty();
    }
}
