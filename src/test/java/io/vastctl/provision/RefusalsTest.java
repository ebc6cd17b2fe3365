package io.vastctl.provision;

import static io.vastctl.provision.FakeVast.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Journal;
import io.vastctl.memory.RunDetail;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.Failure;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.RentalOrder;
import io.vastctl.vast.UnclearCreateException;
import io.vastctl.vast.VastApiException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against an API that refuses or answers unclearly. */
final class RefusalsTest {

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
    void anEmptyAccountRentsNothingAndIsInTheHistory() {
        bench.vast.credit = 0;

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.ACCOUNT);
        assertThat(bench.vast.orders).isEmpty();
        RunDetail kept = bench.history.show("r1").orElseThrow();
        assertThat(kept.summary().outcome()).isEqualTo("account");
        assertThat(kept.snapshotJson()).isEmpty();
    }

    @Test
    void theLimitOfLivingRentalsCountsThoseOfOurPrefixOnly() {
        bench.ceilings = new Ceilings(5, Duration.ofHours(4), 3, 1);
        bench.vast.put(order("somebody-else"));
        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);

        RunRig full = new RunRig(bench.database, "r2");
        full.ceilings = bench.ceilings;
        full.vast.put(order("vastctl-r0-1"));
        RunResult result = full.run();
        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(full.vast.orders).isEmpty();
    }

    @Test
    void aListingThatCannotBeReadNeverMeansNoRentals() {
        failAlways("list", refusal(ApiProblem.SERVER));

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(bench.vast.orders).isEmpty();
        assertThat(bench.history.show("r1").orElseThrow().summary().outcome()).isEqualTo("error");
    }

    @Test
    void aRefusedKeyIsAnAccountMatter() {
        failAlways("user", refusal(ApiProblem.AUTH));
        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.ACCOUNT);
    }

    @Test
    void noOfferIsCodeThree() {
        bench.vast.offers.clear();

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.NO_OFFER);
        assertThat(bench.history.show("r1").orElseThrow().snapshotJson()).isEqualTo("{\"seen\":0}");
    }

    @Test
    void aBroadSearchThatFailsDoesNotStopARunThatHasOffers() {
        int[] searches = {0};
        bench.calls.before = (name, number) -> {
            if (name.equals("search") && ++searches[0] == 2) throw refusal(ApiProblem.THROTTLED);
        };

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aVanishedOfferCostsNoAttempt() {
        bench.ceilings = new Ceilings(5, Duration.ofHours(4), 1, 2);
        bench.vast.createFault = order -> {
            if (order.offerId() == 1) throw refusal(ApiProblem.OFFER_GONE);
            return false;
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts()).extracting(AttemptResult::outcome).containsExactly("offer_gone", "ready");
        assertThat(result.attempts()).extracting(AttemptResult::number).containsExactly(1, 2);
        assertThat(result.attempts().get(0).costDollars()).isZero();
        assertThat(bench.history.show("r1").orElseThrow().attempts()).hasSize(2);
        assertThat(labels()).hasSize(2);
    }

    @Test
    void anOfferThatVanishedIsLeftAloneByTheNextRunForMinutes() {
        bench.vast.createFault = order -> {
            if (order.offerId() == 1) throw refusal(ApiProblem.OFFER_GONE);
            return false;
        };
        bench.run();

        RunResult soon = again("r2").run();
        bench.time.pass(Duration.ofMinutes(11));
        RunResult later = again("r3").run();

        assertThat(soon.attempts()).extracting(AttemptResult::outcome).containsExactly("ready");
        assertThat(soon.attempts().get(0).offer().offerId()).isEqualTo(2);
        assertThat(later.attempts()).extracting(AttemptResult::outcome).containsExactly("offer_gone", "ready");
    }

    @Test
    void whereOnlyVanishedOffersAreLeftTheRunSaysSo() {
        bench.vast.offers.removeIf(offer -> offer.offerId() != 1);
        bench.vast.createFault = order -> {
            throw refusal(ApiProblem.OFFER_GONE);
        };
        bench.run();

        RunResult soon = again("r2").run();

        assertThat(soon.exitCode()).isEqualTo(ExitCode.NO_OFFER);
        assertThat(soon.attempts()).isEmpty();
        assertThat(soon.message()).contains("gone when another run wanted it");
    }

    /** Another run on the same market, which takes the cheapest whatever it knows of machines. */
    private RunRig again(String runId) {
        RunRig rig = new RunRig(bench.database, runId, bench);
        rig.remembers = false;
        return rig;
    }

    @Test
    void offersThatAllVanishAreNoOffer() {
        bench.vast.createFault = order -> {
            throw refusal(ApiProblem.OFFER_GONE);
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.NO_OFFER);
        assertThat(result.attempts()).hasSize(3);
    }

    @Test
    void anAccountRefusalOfTheCreateStopsTheRun() {
        bench.vast.createFault = order -> {
            throw refusal(ApiProblem.NO_CREDIT);
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.ACCOUNT);
        assertThat(result.attempts()).hasSize(1);
        assertThat(result.costDollars()).isZero();
        assertThat(bench.calls.count("destroy")).isZero();
    }

    @Test
    void aLostAnswerIsSettledByTheLabelAndTheRentalUsed() {
        bench.vast.createFault = order -> true;
        bench.vast.listingLag = Duration.ofSeconds(35);

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(bench.vast.orders).hasSize(1);
        assertThat(result.attempts().get(0).instanceId()).isEqualTo(OptionalLong.of(501));
        assertThat(bench.vast.alive()).isEmpty();
    }

    @Test
    void aLostAnswerThatMadeNothingCostsNoAttempt() {
        bench.vast.createFault = order -> {
            if (order.offerId() == 1) throw new UnclearCreateException(ApiProblem.TRANSPORT, 0, "reset");
            return false;
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts()).extracting(AttemptResult::outcome).containsExactly("offer_gone", "ready");
        assertThat(bench.journal.find("vastctl-r1-1").orElseThrow().state()).isEqualTo(Journal.State.ABSENT);
    }

    @Test
    void aTransportFailureThatSentNothingIsRetriedOnceElsewhere() {
        bench.vast.createFault = order -> {
            throw refusal(ApiProblem.TRANSPORT);
        };

        RunResult result = bench.run();

        assertThat(result.attempts()).hasSize(2);
        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(result.attempts().get(0).failure().map(Failure::signature)).contains("create-transport");
    }

    private void failAlways(String call, VastApiException with) {
        bench.calls.before = (name, number) -> {
            if (name.equals(call)) throw with;
        };
    }

    private Set<String> labels() {
        Set<String> labels = new HashSet<>();
        bench.vast.orders.forEach(order -> labels.add(order.label()));
        return labels;
    }

    private static RentalOrder order(String label) {
        return new RentalOrder(99, label, "image:1", 40, Map.of(), "", true, OptionalDouble.empty());
    }
}
