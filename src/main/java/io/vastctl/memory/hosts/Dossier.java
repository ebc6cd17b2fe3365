package io.vastctl.memory.hosts;

import io.vastctl.blame.Charge;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Penalty;
import io.vastctl.memory.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything that is held for and against a machine, or a host and its machines.
 *
 * @param exemption of this very machine or host
 * @param orders bars by hand
 * @param held bars by failures, expired and lifted ones too
 * @param dropped failures that count against nobody
 * @param host of a machine whose host is known, what is held for and against that
 */
public record Dossier(
        Scope scope,
        long id,
        Optional<Exemption> exemption,
        List<BadHost> orders,
        List<Held> held,
        List<Dropped> dropped,
        Optional<Dossier> host) {

    public Dossier {
        orders = List.copyOf(orders);
        held = List.copyOf(held);
        dropped = List.copyOf(dropped);
    }

    /**
     * A bar by failures.
     *
     * @param onParole it is the machine's last strike, no bar of the machine is in force, and no success has followed
     */
    public record Held(Origin origin, Penalty penalty, boolean onParole) {}

    /** A failure that was withdrawn, and why. */
    public record Dropped(Origin origin, Charge charge, CommonCause cause) {}

    /** Nothing was ever held against it, and nobody said anything about it. */
    public boolean isEmpty() {
        return exemption.isEmpty()
                && orders.isEmpty()
                && held.isEmpty()
                && dropped.isEmpty()
                && host.filter(owner -> owner.exemption.isPresent() || !owner.orders.isEmpty() || !owner.held.isEmpty())
                        .isEmpty();
    }

    /** Whether an exemption, its own or that of its host, lets it off all bars. */
    public boolean isExemptAt(Instant now) {
        return exemption.isPresent() || (!orderedAt(now) && hostIs(owner -> owner.exemption.isPresent()));
    }

    /** Whether a bar of this machine or host itself, or an order about its host, is in force under every policy. */
    public boolean barredAt(Instant now) {
        if (isExemptAt(now)) return false;
        return orderedAt(now)
                || (scope == Scope.MACHINE
                        && held.stream().anyMatch(bar -> bar.penalty().inForceAt(now)))
                || hostIs(owner -> owner.orderedAt(now));
    }

    private boolean orderedAt(Instant now) {
        return orders.stream().anyMatch(order -> order.activeAt(now));
    }

    private boolean hostIs(Predicate<Dossier> so) {
        return host.filter(so).isPresent();
    }

    /** The machines of that market that strikes bar now, for whatever workload: what makes a host suspect. */
    public long machinesBarredAt(Instant now, Origin origin) {
        return held.stream()
                .filter(bar -> bar.origin() == origin
                        && bar.penalty().strike() > 0
                        && bar.penalty().inForceAt(now))
                .map(bar -> bar.penalty().latest().accused())
                .filter(accused -> accused.workload().isEmpty())
                .map(Charge.Accused::machineId)
                .distinct()
                .count();
    }
}
