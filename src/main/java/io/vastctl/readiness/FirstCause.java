package io.vastctl.readiness;

import io.vastctl.readiness.Signature.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Picks what a server died of from all that its log shows. The first cause decides, because the last error of a log is
 * nearly always a message that only wraps another one. Pure.
 */
public final class FirstCause {

    private FirstCause() {}

    /** Host evidence, else a cause; what the server called an error goes before what it only warned of. */
    public static <S extends Suspect> Optional<S> of(Collection<S> suspects) {
        return earliest(suspects, suspect -> is(Role.HOST, suspect) && !suspect.isQuiet())
                .or(() -> earliest(suspects, suspect -> is(Role.HOST, suspect)))
                .or(() -> earliest(suspects, suspect -> is(Role.CAUSE, suspect) && !suspect.isQuiet()))
                .or(() -> earliest(suspects, suspect -> is(Role.CAUSE, suspect)));
    }

    /** The first in the order of the table among those of one role. */
    public static <S extends Suspect> Optional<S> byTable(Collection<S> suspects, Role role) {
        return suspects.stream().filter(suspect -> is(role, suspect)).min(Comparator.comparingInt(Suspect::rank));
    }

    /** The earliest, or whatever of its group stands before it in the table. */
    private static <S extends Suspect> Optional<S> earliest(Collection<S> suspects, Predicate<S> eligible) {
        Comparator<S> byPlace = Comparator.comparingLong(Suspect::number);
        Optional<S> earliest = suspects.stream().filter(eligible).min(byPlace.thenComparingInt(Suspect::rank));
        return earliest.flatMap(cause -> suspects.stream()
                .filter(eligible)
                .filter(other -> other == cause || isKin(other, cause))
                .min(Comparator.comparingInt(Suspect::rank)));
    }

    private static boolean is(Role role, Suspect suspect) {
        return suspect.signature().role() == role;
    }

    private static boolean isKin(Suspect one, Suspect other) {
        String group = other.signature().group();
        return !group.isEmpty() && group.equals(one.signature().group());
    }
}
