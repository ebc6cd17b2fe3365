package io.vastctl.readiness;

import io.vastctl.outcome.FailureClass;
import java.util.regex.Pattern;

/**
 * A known cause of failure and the text that gives it away.
 *
 * @param id stable short name: lower-case letters, digits and dashes
 * @param pattern looked for anywhere in the text
 * @param reason one line: what it means
 * @param advice one line: what helps
 * @param role what a text that shows it proves
 * @param group signatures of one group describe one fault in several words: then their order decides, not their
 *     place in the log; empty for one that stands alone
 * @param since the first version known to print it, such as {@code vLLM 0.9}; {@code any} where it is no matter of
 *     version
 */
public record Signature(
        String id,
        FailureClass failureClass,
        Pattern pattern,
        String reason,
        String advice,
        Role role,
        String group,
        String since) {

    /** How much a text proves, the strongest first. */
    public enum Role {
        /** Said of the machine itself: beats whatever a program on it says. */
        HOST,
        /** Why a server died; among several the first in the log decides. */
        CAUSE,
        /** Follows from something else; counts only when no cause is there. */
        CONSEQUENCE,
        /** Says that something died and never why. */
        WRAPPER
    }

    public Signature {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) throw new IllegalArgumentException("bad signature id: " + id);
    }

    public Signature(String id, FailureClass failureClass, Pattern pattern, String reason, String advice) {
        this(id, failureClass, pattern, reason, advice, Role.CAUSE, "", "any");
    }
}
