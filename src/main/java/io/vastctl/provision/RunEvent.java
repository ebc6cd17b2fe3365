package io.vastctl.provision;

import io.vastctl.offer.Offer;
import io.vastctl.outcome.Failure;
import io.vastctl.ranking.Ranked;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.readiness.Verdict;
import java.util.Optional;

/** What happens in a run, told as it happens. */
public sealed interface RunEvent {

    /** Hears of every event; must be quick and must not throw. */
    @FunctionalInterface
    interface Listener {
        void hear(RunEvent event);
    }

    record Started(String runId, RunRequest request) implements RunEvent {}

    record Ranking(Ranked ranked) implements RunEvent {}

    /**
     * An offer is about to be rented.
     *
     * @param dollarsPerHour USD per hour with the disk
     */
    record AttemptStarted(int number, Offer offer, double dollarsPerHour, String label) implements RunEvent {}

    record Rented(int number, long instanceId) implements RunEvent {}

    /** What the API said of the instance; most sightings change nothing. */
    record Sighted(int number, InstanceSighting sighting) implements RunEvent {}

    /** One look; most change nothing but the detail. */
    record Looked(int number, Verdict.Pending pending, double costDollars) implements RunEvent {}

    record Verified(int number, Verdict.Verified verified) implements RunEvent {}

    record AttemptFailed(int number, Failure failure) implements RunEvent {}

    /**
     * A step of giving a rental back.
     *
     * @param instanceId 0 while it is not known
     * @param hurried whether somebody waits for the end
     */
    record CleaningUp(int number, long instanceId, String detail, boolean hurried) implements RunEvent {}

    record CleanedUp(int number, Cleanup cleanup, Optional<Long> instanceId) implements RunEvent {}

    /**
     * A machine goes to the bad hosts.
     *
     * @param reason one line that says why, and until when
     */
    record MachineBarred(long machineId, String reason) implements RunEvent {}

    /**
     * Several hosts failed alike, so their penalties are withdrawn.
     *
     * @param why one sentence
     */
    record BlameWithdrawn(String why) implements RunEvent {}

    /**
     * A rental that was proven gone was listed again, and was destroyed once more.
     *
     * @param what one line
     */
    record CameBack(long instanceId, String what) implements RunEvent {}

    /**
     * The machine would not end itself if vastctl went away. Told once for a rental.
     *
     * @param what comes after "the lease"
     */
    record Unprotected(int number, long instanceId, String what) implements RunEvent {}

    /**
     * Four fifths of a ceiling are used up. Told once for each.
     *
     * @param detail one line, with when it will be reached at the present price
     */
    record CeilingNear(Headroom headroom, String detail) implements RunEvent {}

    /** A second rental begins beside a slow one. */
    record HedgeStarted(Hedge hedge) implements RunEvent {}

    /**
     * A hedge was asked for, and there will be none. Told once for each reason.
     *
     * @param why one line
     */
    record NoHedge(String why) implements RunEvent {}

    record Finished(RunResult result) implements RunEvent {}
}
