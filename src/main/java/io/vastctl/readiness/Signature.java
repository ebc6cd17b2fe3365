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
 */
public record Signature(String id, FailureClass failureClass, Pattern pattern, String reason, String advice) {

    public Signature {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) throw new IllegalArgumentException("bad signature id: " + id);
    }
}
