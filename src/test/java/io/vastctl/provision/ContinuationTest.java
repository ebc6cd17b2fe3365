package io.vastctl.provision;

import static io.vastctl.offer.OfferBuilder.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whether a run goes on, and what it is called at its end. */
final class ContinuationTest {

    private static final Ceilings THREE = new Ceilings(1, Duration.ofHours(1), 3, 1);

    @Test
    void infrastructureFailuresAndStallsTryElsewhere() {
        assertThat(after(failed(FailureClass.INFRA_FATAL, Phase.SSH))).isEmpty();
        assertThat(after(failed(FailureClass.STALLED, Phase.MODEL_DOWNLOAD))).isEmpty();
        assertThat(after(failed(FailureClass.WORKLOAD_INCOMPATIBLE, Phase.MODEL_LOAD)))
                .isEmpty();
    }

    @Test
    void whatWouldFailElsewhereTooEndsTheRun() {
        assertThat(outcome(failed(FailureClass.WORKLOAD_FATAL, Phase.MODEL_LOAD)))
                .contains(RunOutcome.WORKLOAD);
        assertThat(outcome(failed(FailureClass.ACCOUNT, Phase.CREATE))).contains(RunOutcome.ACCOUNT);
        assertThat(outcome(failed(FailureClass.LIMIT, Phase.SSH))).contains(RunOutcome.LIMIT);
    }

    @Test
    void aRentalThatMayStillRunEndsTheRunWhateverFailed() {
        AttemptResult leaked = attempt("failed", FailureClass.INFRA_FATAL, Phase.SSH, Cleanup.LEAKED);

        assertThat(outcome(leaked)).contains(RunOutcome.INFRASTRUCTURE);
    }

    @Test
    void hardwareThatCannotRunItIsNoFaultOfTheWorkloadBecauseOtherHardwareCan() {
        AttemptResult incompatible = failed(FailureClass.WORKLOAD_INCOMPATIBLE, Phase.MODEL_LOAD);

        assertThat(outcome(incompatible, incompatible, incompatible)).contains(RunOutcome.INFRASTRUCTURE);
        assertThat(outcome(incompatible, failed(FailureClass.INFRA_FATAL, Phase.SSH), incompatible))
                .contains(RunOutcome.INFRASTRUCTURE);
    }

    @Test
    void aSingleUnknownFailureIsNotCalledInfrastructureWhenTheWorkloadWasUp() {
        assertThat(Continuation.noOfferLeft(List.of(failed(FailureClass.UNKNOWN, Phase.API_UP)))
                        .outcome())
                .isEqualTo(RunOutcome.WORKLOAD);
    }

    @Test
    void unknownFailuresNeedNotFollowEachOtherToEndTheRun() {
        AttemptResult unknown = failed(FailureClass.UNKNOWN, Phase.SSH);

        assertThat(outcome(unknown, failed(FailureClass.INFRA_FATAL, Phase.SSH), unknown))
                .contains(RunOutcome.INFRASTRUCTURE);
    }

    @Test
    void twentyVanishedOffersAreEnough() {
        List<AttemptResult> gone = new ArrayList<>();
        for (int i = 0; i < 19; i++) gone.add(vanished());
        assertThat(Continuation.end(gone, THREE, false)).isEmpty();
        gone.add(vanished());
        assertThat(Continuation.end(gone, THREE, false).map(Continuation::outcome))
                .contains(RunOutcome.NO_OFFER);
    }

    @Test
    void noOfferAtAllIsNotTheSameAsNoOfferLeft() {
        assertThat(Continuation.noOfferLeft(List.of()).outcome()).isEqualTo(RunOutcome.NO_OFFER);
        assertThat(Continuation.noOfferLeft(List.of(vanished())).outcome()).isEqualTo(RunOutcome.NO_OFFER);
        assertThat(Continuation.noOfferLeft(List.of(failed(FailureClass.STALLED, Phase.SSH)))
                        .outcome())
                .isEqualTo(RunOutcome.INFRASTRUCTURE);
    }

    private static Optional<Continuation> after(AttemptResult... attempts) {
        return Continuation.end(List.of(attempts), THREE, false);
    }

    private static Optional<RunOutcome> outcome(AttemptResult... attempts) {
        return after(attempts).map(Continuation::outcome);
    }

    private static AttemptResult failed(FailureClass failureClass, Phase phase) {
        return attempt(AttemptResult.FAILED, failureClass, phase, Cleanup.DESTROYED);
    }

    private static AttemptResult vanished() {
        return attempt(AttemptResult.OFFER_GONE, FailureClass.OFFER_GONE, Phase.CREATE, Cleanup.NONE);
    }

    private static AttemptResult attempt(String outcome, FailureClass failureClass, Phase phase, Cleanup cleanup) {
        return new AttemptResult(
                1,
                "vastctl-r1-1",
                offer(1).build(),
                OptionalLong.empty(),
                0.3,
                outcome,
                Optional.of(new Failure(failureClass, "cause", phase, "")),
                Optional.empty(),
                List.of(),
                0,
                cleanup,
                "",
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
