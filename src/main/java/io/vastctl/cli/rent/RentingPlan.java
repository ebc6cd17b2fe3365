package io.vastctl.cli.rent;

import io.vastctl.cli.RequestPlan;
import io.vastctl.cli.Workbench;
import io.vastctl.config.Durations;
import io.vastctl.config.WaitSettings;
import io.vastctl.offer.OfferQuery;
import io.vastctl.provision.OfferSearch;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.StartScript;
import io.vastctl.provision.survey.SampleOrder;
import io.vastctl.ranking.Demand;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.vast.LogRequest;
import java.time.Duration;
import java.time.Instant;

/** The requests of a search, and of a run that rents. */
public final class RentingPlan {
    private RentingPlan() {}

    /** From the day on which the oldest of them began. */
    private static final Duration BILLED = Duration.ofDays(2);

    /** In place of the run's id, which is made when it begins. */
    private static final String RUN = "RUN";

    /** Adds what {@code offers} sends. */
    public static RequestPlan offers(RequestPlan plan, Demand demand) throws InterruptedException {
        search(plan, demand);
        return broad(plan, demand, "so that each exclusion can be explained; without the policy's filters");
    }

    private static void search(RequestPlan plan, Demand demand) throws InterruptedException {
        plan.then(
                "the offers that may pass; each gate of " + demand.policy().name()
                        + " is checked again here, and what passes is ordered by expected cost",
                client -> client.searchOffers(demand.toQuery(OfferSearch.LIMIT)));
    }

    private static RequestPlan broad(RequestPlan plan, Demand demand, String when) throws InterruptedException {
        OfferQuery query =
                OfferQuery.broad(demand.filter().rentalType(), demand.workload().diskGb(), OfferSearch.LIMIT);
        return plan.then(when, client -> client.searchOffers(query));
    }

    /**
     * Adds what {@code test} and {@code up} send.
     *
     * @param keeps whether a verified rental is kept
     */
    static RequestPlan run(
            RequestPlan plan, Workbench bench, RunRequest request, ReadinessAdapter adapter, boolean keeps)
            throws InterruptedException {
        plan.then("before each attempt: credit at or below zero ends the run, with 7", client -> client.currentUser())
                .then(
                        "before each attempt: as many rentals of ours as max-rentals ("
                                + request.ceilings().maxRentals() + ") end the run, with 8",
                        client -> client.list());
        search(plan, request.demand());
        broad(
                plan,
                request.demand(),
                "only if fewer than 20 offers pass, to explain why; later ones only if none does");
        rent(plan, bench, request, adapter);
        plan.end(
                RequestPlan.INSTANCE,
                keeps ? "only if the attempt failed" : "verified or failed, at the end of the" + " attempt");
        plan.then(
                "once after the last of at most " + request.ceilings().maxAttempts()
                        + " attempts, if one was destroyed: nothing of ours came back",
                client -> client.list());
        Instant now = bench.clock().instant();
        return plan.then(
                "after that look, if earlier rentals have no bill yet",
                client -> client.charges(now.minus(BILLED), now));
    }

    private static void rent(RequestPlan plan, Workbench bench, RunRequest request, ReadinessAdapter adapter)
            throws InterruptedException {
        String script = StartScript.of(
                adapter,
                request.demand().workload(),
                request.lease(),
                bench.clock().instant(),
                plan.address());
        Duration poll = bench.settings().get(WaitSettings.POLL_INTERVAL);
        plan.then(
                        "the best offer on a machine that this run has not tried; the intent is on disk first; sent"
                                + " once, never again",
                        client -> client.create(SampleOrder.of(request, RequestPlan.OFFER, RUN, script)))
                .then(
                        "only if the create was not answered clearly: every 10 s, until the label is found or six"
                                + " listings lack it",
                        client -> client.list())
                .then(
                        "once, and again if the machine refuses the key",
                        client -> client.attachSshKey(RequestPlan.INSTANCE, "(your public SSH key)"))
                .then(
                        "every " + Durations.format(poll) + " until SSH answers, then now and then; whether it is ready"
                                + " is asked on the machine and at its endpoint",
                        client -> client.show(RequestPlan.INSTANCE))
                .then(
                        "only after a failure that no login could explain: what the container said last",
                        client -> client.control().logs(RequestPlan.INSTANCE, LogRequest.last(SampleOrder.LAST_WORDS)));
    }
}
