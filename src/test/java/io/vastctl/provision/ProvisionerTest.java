package io.vastctl.provision;

import static io.vastctl.readiness.FakeMachine.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.outcome.ExitCode;
import io.vastctl.vast.RentalOrder;
import io.vastctl.workload.Proof;
import io.vastctl.workload.Serving;
import io.vastctl.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on a market that behaves. */
final class ProvisionerTest {

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
    void rentsTheBestOfferVerifiesItAndProvesItGone() {
        RunResult result = bench.run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.READY);
        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts()).hasSize(1);
        AttemptResult attempt = result.attempts().get(0);
        assertThat(attempt.offer().offerId()).isEqualTo(1);
        assertThat(attempt.cleanup()).isEqualTo(Cleanup.DESTROYED);
        assertThat(attempt.label()).isEqualTo("vastctl-r1-1");
        assertThat(bench.vast.alive()).isEmpty();
        assertThat(bench.journal.open()).isEmpty();
        assertThat(bench.events.get(bench.events.size() - 1)).isEqualTo(new RunEvent.Finished(result));
    }

    @Test
    void theServersPortAndTheOneThatProvesItsMappingAreOrdered() {
        bench.run();

        assertThat(bench.vast.orders.get(0).environment())
                .containsEntry("-p 8000:8000", "1")
                .containsEntry("-p 17862:17862", "1")
                .containsKey("VLLM_API_KEY");
    }

    @Test
    void aServerBehindTheTunnelIsGivenNoPortAndNoKey() {
        bench.workload = bench.workload.withServing(new Serving(
                Optional.empty(),
                Optional.empty(),
                new Proof.Completion(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty()));
        bench.run();

        assertThat(bench.vast.orders.get(0).environment().keySet())
                .noneMatch(name -> name.startsWith("-p"))
                .noneMatch(name -> name.endsWith("KEY"));
    }

    @Test
    void theIntentIsOnDiskBeforeTheRequestGoesOut() {
        bench.calls.before = (name, number) -> {
            if (name.equals("create"))
                assertThat(bench.journal.open())
                        .extracting(Journal.Entry::state)
                        .containsExactly(Journal.State.INTENDED);
        };

        assertThat(bench.run().outcome()).isEqualTo(RunOutcome.READY);
    }

    @Test
    void theHistoryTellsTheRunAfterwards() {
        RunResult result = bench.run();

        RunDetail kept = bench.history.show("r1").orElseThrow();
        assertThat(kept.snapshotJson()).isEqualTo("{\"seen\":3}");
        assertThat(kept.summary().outcome()).isEqualTo("ready");
        assertThat(kept.summary().exitCode()).hasValue(0);
        AttemptRow attempt = kept.attempts().get(0);
        assertThat(attempt.tokensPerSecond()).hasValue(80);
        assertThat(attempt.costDollars()).isEqualTo(result.costDollars()).isPositive();
        assertThat(attempt.cleanup()).isEqualTo("destroyed");
    }

    @Test
    void theTimeToReadyEndsWithTheFirstTokenWhileTheCostGoesOn() {
        bench.calls.before = (name, number) -> {
            if (name.equals("destroy")) bench.time.pass(Duration.ofHours(1));
        };

        RunResult result = bench.run();

        assertThat(result.timeToReady().orElseThrow()).isLessThan(Duration.ofSeconds(90));
        assertThat(result.costDollars()).isGreaterThan(0.20);
    }

    @Test
    void aBrokenMachineIsBarredAndTheNextOneTried() {
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts()).extracting(AttemptResult::outcome).containsExactly("failed", "ready");
        assertThat(bench.badHosts.active(Origin.REAL, bench.time.instant()))
                .extracting(BadHost::id, BadHost::cause)
                .containsExactly(tuple(1001L, "docker-cdi"));
    }

    @Test
    void theMarketIsAskedBroadlyOncePerRunWhileThereIsSomethingToRent() {
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);
        bench.vast.script(2, RunRig.BROKEN_RUNTIME);

        assertThat(bench.run().attempts()).hasSize(3);
        assertThat(bench.calls.count("search")).isEqualTo(2 + 1 + 1);
    }

    @Test
    void theMarketIsAskedBroadlyAgainWhenNothingIsEligibleAnyMore() {
        bench.vast.offers.subList(1, 3).clear();
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);

        assertThat(bench.run().attempts()).hasSize(1);
        assertThat(bench.calls.count("search")).isEqualTo(2 + 2);
    }

    @Test
    void theNextAttemptStartsOnlyWhenTheLastInstanceIsGone() {
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);
        bench.calls.before = (name, number) -> {
            if (name.equals("create")) assertThat(bench.vast.alive()).isEmpty();
        };

        assertThat(bench.run().outcome()).isEqualTo(RunOutcome.READY);
    }

    @Test
    void theSpendCapEndsAnAttemptUnderWay() {
        bench.ceilings = new Ceilings(0.15, Duration.ofHours(4), 3, 2);
        bench.vast.script(1, machine -> {
            machine.stage = age -> "MODEL_LOAD+";
            machine.api = age -> seen(machine.running());
        });
        bench.calls.before = (name, number) -> {
            if (name.equals("ssh")) bench.time.pass(Duration.ofMinutes(45));
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(result.message()).startsWith("max-spend");
        assertThat(result.costDollars()).isBetween(0.15, 0.18);
        assertThat(bench.vast.alive()).isEmpty();
    }

    @Test
    void anAttemptThatWouldBreakTheSpendCapIsNotStarted() {
        bench.ceilings = new Ceilings(0.01, Duration.ofHours(4), 3, 2);

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(bench.vast.orders).isEmpty();
    }

    @Test
    void anUnknownAdapterRentsNothing() {
        bench.workload = new Workload(
                "w",
                "nobody",
                "image:1",
                "org/model",
                List.of(),
                OptionalInt.empty(),
                8000,
                8,
                40,
                8,
                2,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Map.of(),
                Set.of(),
                Optional.empty());

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(result.message()).contains("no adapter nobody");
        assertThat(bench.vast.orders).isEmpty();
    }

    @Test
    void aListenerThatThrowsKeepsNoMachineAlive() {
        bench.listener = event -> {
            throw new IllegalStateException("no space left for events");
        };

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(bench.vast.alive()).isEmpty();
    }

    @Test
    void theEndpointKeyAndThePassedVariablesGoIntoTheOrderOnly() {
        bench.run();

        RentalOrder order = bench.vast.orders.get(0);
        assertThat(order.environment())
                .containsEntry("VLLM_API_KEY", "endpoint-secret")
                .containsEntry("HF_TOKEN", "hf_operators_token")
                .containsEntry("-p 8000:8000", "1");
        assertThat(bench.events.toString()).doesNotContain("endpoint-secret").doesNotContain("hf_operators_token");
    }
}
