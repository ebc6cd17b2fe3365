package io.vastctl.simulator.market;

import java.time.Instant;
import java.util.Optional;

/**
 * A stretch in which a contract has no container, or is about to have none.
 *
 * @param from when it was asked for or decided
 * @param quietAt when the container has ended
 * @param ran whether there was a container to end
 * @param until when it was over; {@link Instant#MAX} while it lasts
 */
record Rest(Instant from, Instant quietAt, Why why, boolean ran, Optional<String> message, Instant until) {

    /** Why a contract rests. */
    enum Why {
        /** Made by a create that failed, or one whose start was lost: stopped from the first moment. */
        NEVER_STARTED,
        /** Its customer stopped it. */
        CUSTOMER,
        /** Somebody bids more. */
        OUTBID,
        /** Its customer asked for a start that the market could not carry out yet. */
        QUEUED,
        /** The account has no credit. */
        CREDIT,
        /** The contract's end date has come. */
        ENDED
    }

    Rest endedAt(Instant at) {
        return new Rest(from, quietAt, why, ran, message, at);
    }

    /**
     * The words for it (vast-api.md, 7.4). Being outbid was reported in two ways; a machine keeps to one.
     *
     * @param wordy whether the intention stays visible while outbid
     */
    ContractState state(Instant now, boolean wordy) {
        if (why == Why.NEVER_STARTED) return ContractState.all(Optional.of("created"), "stopped", Optional.empty());
        if (now.isBefore(quietAt)) return words("running", "running", "stopped", intended(wordy));
        return switch (why) {
            case QUEUED -> words("scheduling", "stopped", "running", "running");
            case OUTBID -> words(wordy ? "stopped" : "exited", "stopped", "stopped", intended(wordy));
            default -> words(ran ? "exited" : "created", "stopped", "stopped", "stopped");
        };
    }

    private String intended(boolean wordy) {
        return why == Why.QUEUED || (why == Why.OUTBID && wordy) ? "running" : "stopped";
    }

    private ContractState words(String actual, String cur, String next, String intended) {
        return new ContractState(Optional.of(actual), cur, next, intended, message);
    }
}
