package io.vastctl.outcome;

/** What kind of trouble ended an attempt; decides whether to try elsewhere and whom to blame. */
public enum FailureClass {
    /** The listing vanished before we had it. Costs no attempt. */
    OFFER_GONE(Blame.NOBODY, Retry.ELSEWHERE),
    /** The machine, its driver, its container runtime or its network is broken. */
    INFRA_FATAL(Blame.MACHINE, Retry.ELSEWHERE),
    /** This GPU or driver cannot run the workload; other hardware can. */
    WORKLOAD_INCOMPATIBLE(Blame.MACHINE_FOR_WORKLOAD, Retry.ELSEWHERE),
    /** Image, model or arguments are wrong: the same everywhere. */
    WORKLOAD_FATAL(Blame.NOBODY, Retry.NO),
    /** Key, credit or right is missing. */
    ACCOUNT(Blame.NOBODY, Retry.NO),
    /** No progress for the phase's stall limit, or its window is over. */
    STALLED(Blame.NOBODY, Retry.ELSEWHERE),
    /** One of our own ceilings: spend, deadline, live rentals. */
    LIMIT(Blame.NOBODY, Retry.NO),
    /** It failed and the evidence names no cause. */
    UNKNOWN(Blame.NOBODY, Retry.ONCE);

    private final Blame blame;
    private final Retry retry;

    FailureClass(Blame blame, Retry retry) {
        this.blame = blame;
        this.retry = retry;
    }

    public Retry retry() {
        return retry;
    }

    /** Whom a failure of this class blames in that phase: only a stall makes a difference. */
    public Blame blameIn(Phase phase) {
        return this == STALLED && phase.isInfrastructure() ? Blame.MACHINE : blame;
    }
}
