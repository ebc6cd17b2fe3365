package io.vastctl.guard;

import java.time.Instant;
import java.util.List;

/** The decision: an observation, the plan and the time become what to do. */
public final class Guard {

    private Guard() {}

    /**
     * What to do now, in the order in which to do it: cut-offs, what money demands, heat, healing, replacement, rents,
     * bids, leases, what to tell. At most one changing action per rental.
     *
     * <p>Pure and total: it throws for no observation, and the same input gives the same answer, whatever order the
     * rentals come in.
     *
     * @param now by the wall clock
     */
    public static List<Decision> decide(Observation seen, Plan plan, Instant now) {
        Situation situation = Situation.of(seen, plan, now);
        Docket docket = new Docket();
        CutOffs.decide(situation, docket);
        if (situation.sees() && !situation.jumped()) {
            Savings.decide(situation, docket);
            List<Roster> rosters = Roster.all(situation, docket);
            Changes.decide(situation, rosters, docket);
            Healing.decide(situation, docket);
            Renting.decide(situation, rosters, docket);
            Cooling.decide(situation, docket);
            Bids.decide(situation, docket);
            Notices.shortfalls(situation, rosters, docket);
        } else {
            Cooling.decide(situation, docket);
        }
        Leases.decide(situation, docket);
        Notices.decide(situation, docket);
        return docket.decisions();
    }
}
