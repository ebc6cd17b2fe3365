package io.vastctl.provision;

import io.vastctl.ranking.Ranked;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Gets one verified endpoint: check the account, search and rank, then attempt after attempt until one is
 * ready or the run has to end. {@link Run} knows the order of the steps.
 */
public final class Provisioner {

    private final Surroundings world;
    private final RunMemory memory;
    private final RunEvent.Listener listener;

    public Provisioner(Surroundings world, RunMemory memory, RunEvent.Listener listener) {
        this.world = world;
        this.memory = memory;
        this.listener = new ShieldedListener(listener);
    }

    /** What is done with a verified rental that is kept, before its run is over. */
    @FunctionalInterface
    public interface Keeping {
        void keep(AttemptResult kept) throws InterruptedException;
    }

    /** Runs to the end; trouble of every kind is in the result. An interruption too, after cleaning up. */
    public RunResult run(RunRequest request) {
        return run(request, kept -> {});
    }

    /** The same. Who interrupts before the run is over does not want what was kept for use either. */
    public RunResult run(RunRequest request, Keeping keeping) {
        RunResult result = new Run(world, memory, listener, request, keeping).toTheEnd();
        listener.hear(new RunEvent.Finished(result));
        return result;
    }

    /** The ranking alone, as the first step of a run would see it; rents nothing. */
    public Ranked plan(RunRequest request) throws InterruptedException {
        return plan(request, 1);
    }

    /** The same as a survey of so many machines would see it. */
    public Ranked plan(RunRequest request, int machines) throws InterruptedException {
        return new OfferSearch(world.api(), memory.recollection(), world.clock())
                .search(request.demand(), request.origin(), Choice.ENOUGH_OFFERS, OfferSearch.limitFor(machines));
    }

    /**
     * How every ceiling would stand after a run at its worst, and what stands in its way; rents nothing.
     *
     * @param worstDollars USD of the whole run
     */
    public Outlook outlook(RunRequest request, double worstDollars) throws InterruptedException {
        Ledger ledger = new Ledger(memory.journal(), world.market());
        Preflight preflight =
                new Preflight(world.api(), ledger, world.clock(), world.sleeper(), (listing, payer) -> listing);
        Optional<Continuation> refused = preflight.check(request);
        SpendLimit limit = new SpendLimit(request.ceilings(), world.clock());
        limit.looked(Funds.of(preflight, memory.journal(), world.market(), world.clock()));
        Duration longest = world.adapters()
                .find(request.demand().workload().adapter())
                .map(adapter -> longestAttempt(adapter, request.demand().workload()))
                .orElse(Duration.ZERO);
        return new Outlook(
                limit.atWorst(worstDollars, longest), preflight.living(), refused.map(Continuation::message));
    }

    private Duration longestAttempt(ReadinessAdapter adapter, Workload workload) {
        return world.limits().infrastructureWindow().plus(adapter.startupWindow(workload));
    }

    /**
     * What a run would meet.
     *
     * @param ceilings as they would stand after its worst case; the deadline as it stands now
     * @param living instances of ours in the account
     * @param refusal why nothing would be rented; empty if nothing is in the way
     */
    public record Outlook(List<Headroom> ceilings, long living, Optional<String> refusal) {
        public Outlook {
            ceilings = List.copyOf(ceilings);
        }
    }
}
