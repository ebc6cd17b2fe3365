package io.vastctl.guard;

import java.time.Instant;
import java.util.OptionalLong;

/** One thing for the loop to do. It does nothing else, and nothing twice within a tick. */
public sealed interface Action {

    /** An action on one rental. */
    sealed interface OnRental extends Action {
        long instanceId();

        /** Whether it changes the rental, so that no other such action may stand beside it. */
        default boolean changes() {
            return true;
        }

        /** Whether it ends the rental or what runs on it. */
        default boolean ends() {
            return false;
        }
    }

    /**
     * The machine's lease, over SSH, no longer than that.
     *
     * @param until also the end of a lease that is cut shorter
     */
    record RenewLease(long instanceId, Instant until) implements OnRental {
        @Override
        public boolean changes() {
            return false;
        }
    }

    /**
     * Rent one more, in a venture of its own.
     *
     * @param ceiling USD per hour with the disk at most
     * @param replaces the instance it is rented for; that one stays until the new one serves
     */
    record Rent(String endpoint, double ceiling, OptionalLong replaces) implements Action {}

    /** Break a rent under way off: what it has rented is given back. */
    record BreakOff(String endpoint, String runId) implements Action {}

    /** No new work from now on. */
    record Drain(long instanceId) implements OnRental {}

    /** Work again after a drain. */
    record Restore(long instanceId) implements OnRental {}

    /** The server process, over SSH. */
    record RestartServer(long instanceId) implements OnRental {}

    /** Stop and start the container. */
    record Reboot(long instanceId) implements OnRental {}

    /** Make the container anew. */
    record Recycle(long instanceId) implements OnRental {}

    /** Destroy and prove it, in order. */
    record Retire(long instanceId) implements OnRental {
        @Override
        public boolean ends() {
            return true;
        }
    }

    /** Destroy at once, before anything else, and prove it. */
    record CutOff(long instanceId) implements OnRental {
        @Override
        public boolean ends() {
            return true;
        }
    }

    /** End the server process and whatever else uses the GPU, over SSH, and start nothing again. */
    record StopServer(long instanceId) implements OnRental {
        @Override
        public boolean ends() {
            return true;
        }
    }

    /**
     * A new bid for an interruptible rental.
     *
     * @param dollarsPerHour USD per hour without the disk
     */
    record ChangeBid(long instanceId, double dollarsPerHour) implements OnRental {}

    /**
     * Tell the operator. Said anew in each tick while it holds; the loop passes on what is new.
     *
     * @param subject what it is about, the same as long as it is the same matter
     */
    record Tell(Urgency urgency, String subject, String text) implements Action {

        public enum Urgency {
            NOTE,
            WARNING,
            /** Somebody should look soon. */
            ALARM
        }
    }
}
