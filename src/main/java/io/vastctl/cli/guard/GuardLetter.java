package io.vastctl.cli.guard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.notice.Letter;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.Action;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the guard has to tell an operator who is not there, as {@code vastctl.guard-notice/1}. */
record GuardLetter(ObjectNode json, Map<String, String> variables) implements Letter {

    /**
     * A matter.
     *
     * @param plan its file
     * @param clean takes secrets out of a text
     */
    static GuardLetter of(String plan, Action.Tell what, boolean simulated, Instant at, UnaryOperator<String> clean) {
        String urgency = what.urgency().name().toLowerCase(Locale.ROOT);
        String subject = clean.apply(what.subject());
        String text = Words.printable(clean.apply(what.text()));
        ObjectNode json = Json.document("guard-notice")
                .put("at", Words.iso(at))
                .put("plan", plan)
                .put("urgency", urgency)
                .put("subject", subject)
                .put("text", text)
                .put("simulated", simulated);
        return new GuardLetter(
                json,
                Map.of(
                        "VASTCTL_NOTICE_PLAN", plan,
                        "VASTCTL_NOTICE_URGENCY", urgency,
                        "VASTCTL_NOTICE_SUBJECT", subject,
                        "VASTCTL_NOTICE_MESSAGE", text));
    }
}
