package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When a host is not heard of, or a contract is as good as gone. */
record Outages(List<Outage> all) {

    static final Outages NONE = new Outages(List.of());

    /** What an outage looks like. */
    enum Kind {
        /** Nothing of the box can be reached; neither cards nor disk are billed. */
        OFFLINE,
        /** The host does not report; the box works on and is billed. */
        UNKNOWN,
        /** The API does not know the contract; nothing is billed. */
        GONE
    }

    /** @param to when it is over; {@link Instant#MAX} for never */
    record Outage(Instant from, Instant to, Kind kind) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    Outages {
        all = all.stream().sorted(Comparator.comparing(Outage::from)).toList();
    }

    Outages with(Instant from, Instant to, Kind kind) {
        List<Outage> more = new ArrayList<>(all);
        more.add(new Outage(from, to, kind));
        return new Outages(more);
    }

    /** The gravest outage at that moment. */
    Optional<Kind> at(Instant now) {
        return all.stream()
                .filter(outage -> outage.covers(now))
                .map(Outage::kind)
                .max(Comparator.comparing(kind -> kind == Kind.UNKNOWN ? 0 : kind == Kind.OFFLINE ? 1 : 2));
    }

    /** The box cannot be reached. */
    boolean dark(Instant now) {
        return at(now).filter(kind -> kind != Kind.UNKNOWN).isPresent();
    }

    /** From when on the box can be reached, at that moment or later; {@link Instant#MAX} for never. */
    Instant brightFrom(Instant now) {
        Instant at = now;
        for (Outage outage : all) {
            if (outage.kind() != Kind.UNKNOWN && outage.covers(at)) at = outage.to();
        }
        return at;
    }

    boolean gone(Instant now) {
        return at(now).filter(kind -> kind == Kind.GONE).isPresent();
    }

    /** What is left of a stretch of time without the outages that are not billed, in order. */
    List<Stretch> billable(Instant from, Instant to) {
        List<Stretch> left = new ArrayList<>();
        Instant at = from;
        for (Outage outage : all) {
            if (outage.kind() == Kind.UNKNOWN) continue;
            if (at.isBefore(earlier(outage.from(), to))) left.add(new Stretch(at, earlier(outage.from(), to)));
            if (outage.to().isAfter(at)) at = outage.to();
        }
        if (at.isBefore(to)) left.add(new Stretch(at, to));
        return left;
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** A stretch of time, never empty. */
    record Stretch(Instant from, Instant to) {
        double hours() {
            return Duration.between(from, to).toMillis() / 3_600_000.0;
        }
    }
}
