package io.vastctl.memory;

import io.vastctl.blame.Charge;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Penalty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is held for and against a machine, or a host and its machines.
 *
 * @param exemption of this very machine or host
 * @param orders bars by hand
 * @param held bars by failures, expired and lifted ones too
 * @param dropped failures that count against nobody
 */
public record Dossier(
        Scope scope,
        long id,
        Optional<Exemption> exemption,
        List<BadHost> orders,
        List<Held> held,
        List<Dropped> dropped) {

    public Dossier {
        orders = List.copyOf(orders);
        held = List.copyOf(held);
        dropped = List.copyOf(dropped);
    }

    /**
     * A bar by failures.
     *
     * @param onParole it is the machine's last bar, it is over, and no success has followed
     */
    public record Held(Origin origin, Penalty penalty, boolean onParole) {}

    /** A failure that was withdrawn, and why. */
    public record Dropped(Origin origin, Charge charge, CommonCause cause) {}

    /** Nothing was ever held against it, and nobody said anything about it. */
    public boolean isEmpty() {
        return exemption.isEmpty() && orders.isEmpty() && held.isEmpty() && dropped.isEmpty();
    }

    /** Whether any bar of this machine or host itself is in force. */
    public boolean barredAt(Instant now) {
        return orders.stream().anyMatch(order -> order.activeAt(now))
                || (scope == Scope.MACHINE
                        && held.stream().anyMatch(bar -> bar.penalty().inForceAt(now)));
    }

    /** The machines of that market that failures bar now, for whatever workload: what makes a host suspect. */
    public long machinesBarredAt(Instant now, Origin origin) {
        return held.stream()
                .filter(bar -> bar.origin() == origin && bar.penalty().inForceAt(now))
                .map(bar -> bar.penalty().latest().accused())
                .filter(accused -> accused.workload().isEmpty())
                .map(Charge.Accused::machineId)
                .distinct()
                .count();
    }
}
