package io.vastctl.ranking;

import java.util.Locale;
import java.util.Optional;

/**
 * How giving way at one gate would let offers in.
 *
 * @param gate id of the gate
 * @param from its limit now
 * @param to the limit that would admit the nearest offer; for a gate of names the one to accept as well
 * @param admits how many of the excluded offers would pass then
 */
public record Relaxation(String gate, String from, String to, int admits) {

    /**
     * The smallest change of one limit that admits at least one offer which fails nothing else. Empty when
     * no single change would, or when only what the workload needs stands in the way.
     *
     * <p>Changes of different gates are compared as shares of the limit; for reliability, of the
     * unreliability it allows, since 0.96 fails twice as often as 0.98. Accepting another
     * name counts as much as doubling a limit, lifting a bar as more than anything else.
     */
    public static Optional<Relaxation> nearest(Ranked ranked, Demand demand) {
        return new Relaxations(ranked, demand).nearest();
    }

    /** One sentence for a person, without a full stop. */
    public String sentence() {
        Gate limited = Gate.valueOf(gate.toUpperCase(Locale.ROOT));
        String unit = limited.unit().isEmpty() ? "" : " " + limited.unit();
        String would = " would admit " + admits + (admits == 1 ? " offer" : " offers");
        return switch (limited.easing()) {
            case RAISE -> words() + " at most " + to + unit + " instead of " + from + unit + would;
            case ALSO -> words() + " " + to + " as well" + would;
            case WHITELIST -> "whitelisting " + to + would;
            case LOWER, NONE -> words() + " at least " + to + unit + " instead of " + from + unit + would;
        };
    }

    private String words() {
        return gate.replace('_', ' ');
    }
}
