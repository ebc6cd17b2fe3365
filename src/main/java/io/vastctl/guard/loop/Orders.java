package io.vastctl.guard.loop;

import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.memory.guard.GuardOrders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the operator has told the guard beside its plan. */
final class Orders {

    private final GuardOrders orders;

    Orders(GuardOrders orders) {
        this.orders = orders;
    }

    /** To end at once. */
    boolean toStop() {
        return !orders.standing(GuardOrders.STOP).isEmpty();
    }

    /** To give everything back, then to end. */
    boolean toDestroy() {
        return !orders.standing(GuardOrders.STOP_AND_DESTROY).isEmpty();
    }

    /**
     * The guard ends, as it was told or for another reason: that is not for the next one.
     *
     * @param empty whether nothing of the plan may be alive; else the order to give everything back stands
     */
    void carriedOut(boolean empty) {
        if (toStop() || (empty && toDestroy())) orders.noteEnd();
        orders.lift(GuardOrders.STOP, "");
        if (empty) orders.lift(GuardOrders.STOP_AND_DESTROY, "");
    }

    /** When a guard of the plan last ended because it was told to. */
    Optional<Instant> lastEnd() {
        return orders.lastEnd();
    }

    /** The plan without the endpoints that the operator wants empty for now. */
    Plan over(Plan plan) {
        List<String> empty = orders.standing(GuardOrders.DRAIN);
        boolean all = toDestroy();
        if (empty.isEmpty() && !all) return plan;
        List<PlannedEndpoint> endpoints = plan.endpoints().stream()
                .map(one -> all || empty.contains(one.name()) ? none(one) : one)
                .toList();
        return new Plan(
                endpoints,
                plan.budget(),
                plan.thermal(),
                plan.health(),
                plan.healing(),
                plan.replacement(),
                plan.bids(),
                plan.absence());
    }

    private static PlannedEndpoint none(PlannedEndpoint one) {
        return new PlannedEndpoint(
                one.name(),
                one.workload(),
                one.strictness(),
                0,
                one.hours(),
                one.rentalType(),
                one.maxDollarsPerHour());
    }
}
