package io.vastctl.guard;

import io.vastctl.outcome.FailureClass;
import java.util.Optional;

/**
 * Every rule by which the guard acts. The name and the sentence are published in {@code docs/guard-rules.md}; stored
 * decisions carry the name.
 */
public enum Rule {
    CRITICAL_HEAT(
            "A machine that reached the critical temperature is destroyed at once; while the API is blind, its server is"
                    + " stopped over SSH.",
            FailureClass.INFRA_FATAL),
    HOT(
            "A machine that stays hot gets no new work and gives way to another; if it stays hot without work, it is given back.",
            FailureClass.INFRA_FATAL),
    WARM("A machine that stays warm is told of."),
    BROKEN_HARDWARE(
            "A machine whose cards are broken in several looks in a row gives way to another.",
            FailureClass.INFRA_FATAL),
    NOT_ANSWERING(
            "An endpoint that misses several answers in a row is healed: the server restarted, the container rebooted,"
                    + " then made anew; if that takes long, a second machine is rented meanwhile."),
    HEALING_EXHAUSTED("An endpoint that no step of healing has brought back is given back.", FailureClass.UNKNOWN),
    SLOW(
            "An endpoint that stays far below its own usual speed is restarted, then gives way to another.",
            FailureClass.UNKNOWN),
    STUCK_START("A rental that does not come up in time is given back.", FailureClass.STALLED),
    STOPPED("A rental that ended by itself and stays so is given back: its disk is billed.", FailureClass.INFRA_FATAL),
    OFFLINE("A rental whose host stays lost gives way to another.", FailureClass.INFRA_FATAL),
    OUTBID("An interruptible rental that stays outbid gives way to another."),
    MISSING(
            "A rental that good listings leave out for long, and that is not heard of, is destroyed once more and proven"
                    + " gone.",
            FailureClass.UNKNOWN),
    LEASE_OVER(
            "A rental whose lease has run out, and that good listings leave out, has destroyed itself; that is proven."),
    PRICE_INCREASE("A rental whose announced price is above the limit gives way to another before its contract ends."),
    CONTRACT_END("A rental whose contract ends soon gives way to another."),
    BELOW_COUNT("An endpoint with fewer rentals than planned gets another."),
    REPLACEMENT("A rental that must go is replaced first, if the budget holds both."),
    BREAK_BEFORE_MAKE("Where the budget does not hold both, a rental that serves nobody goes first."),
    SURPLUS("Rentals beyond the planned number are drained and given back."),
    OUTSIDE_HOURS("Outside its hours an endpoint is drained and given back."),
    NOT_IN_PLAN(
            "A rental whose endpoint is not in the plan is drained and given back; a rent under way is broken off."),
    WANTED_AGAIN("A drained rental that is wanted again gets work again."),
    HOUR_BUDGET(
            "Rents under way are broken off, and rentals given back, the least needed first, whose prices together exceed the budget of an hour."),
    DAY_BUDGET(
            "Rents under way are broken off, and rentals given back, the least needed first, before the budget of the day is broken."),
    MONTH_BUDGET(
            "Rents under way are broken off, and rentals given back, the least needed first, before the budget of the month is broken."),
    BALANCE_FLOOR("Rentals are given back, the least needed first, before the credit sinks below its floor."),
    LOW_CREDIT("While the credit lasts for a short time only, nothing is rented twice for a smooth change."),
    UNKNOWN_MONEY("While spend or credit is unknown, nothing is rented and no bid is raised."),
    NO_MONEY("A rent for which the budget has no room is not made."),
    STORM("While many fail at once, nothing is rented or given back for failing."),
    BACKOFF("After rents that failed, the next one waits, twice as long each time."),
    RENT_PACE("No more than ten rents begin in a minute, as many as the marketplace takes searches; the others wait."),
    BLIND(
            "While the API tells nothing, nothing is rented, changed or destroyed; leases are renewed for a bounded time."),
    CLOCK_JUMP("In a look at which the clock jumped, nothing is done that rests on elapsed time."),
    BID("A bid follows the market by a fixed rule, within floor, ceiling, step and cool-down."),
    LEASE("The lease of a machine that is wanted is renewed, never further than the budget reaches.");

    private final String sentence;
    private final Optional<FailureClass> failure;

    Rule(String sentence) {
        this.sentence = sentence;
        this.failure = Optional.empty();
    }

    Rule(String sentence, FailureClass failure) {
        this.sentence = sentence;
        this.failure = Optional.of(failure);
    }

    /** What it does, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** How a rental that it ends counts in the memory of machines; empty if it did not fail. */
    public Optional<FailureClass> failure() {
        return failure;
    }
}
