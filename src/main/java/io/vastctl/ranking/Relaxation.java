package io.vastctl.ranking;

import java.util.Locale;

/**
 * How giving way at one point would let offers in.
 *
 * @param gate id of the gate, or {@value #STRICTNESS} for a less strict policy
 * @param from its limit now, or the policy's name
 * @param to the limit that would admit the nearest offer; for a gate of names the one to accept as well; or
 *     the name of the less strict policy
 * @param admits how many of the excluded offers would pass then
 */
public record Relaxation(String gate, String from, String to, int admits) {

    /** Stands for a gate where the policy as a whole is to give way. */
    static final String STRICTNESS = "strictness";

    /** One sentence for a person, without a full stop. */
    public String sentence() {
        String would = " would admit " + admits + (admits == 1 ? " offer" : " offers");
        if (gate.equals(STRICTNESS)) {
            return "strictness " + to + " instead of " + from + would;
        }
        Gate limited = Gate.valueOf(gate.toUpperCase(Locale.ROOT));
        String unit = limited.unit().isEmpty() ? "" : " " + limited.unit();
        return switch (limited.easing()) {
            case RAISE -> words() + " at most " + to + unit + " instead of " + from + unit + would;
            case ALSO -> words() + " " + to + " as well" + would;
            case WHITELIST -> "whitelisting " + to + would;
            case LOWER, POLICY, NONE -> words() + " at least " + to + unit + " instead of " + from + unit + would;
        };
    }

    private String words() {
        return gate.replace('_', ' ');
    }
}
