package io.vastctl.guard.loop;

import io.vastctl.guard.Action;
import io.vastctl.guard.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the operator was told of: a matter is told once, and again only if it had gone for a while in between. */
final class Matters {

    private static final Duration GONE_FOR = Duration.ofMinutes(30);

    private final Map<String, Duration> stood = new HashMap<>();

    /**
     * What is new of these decisions.
     *
     * @param now by a clock that does not jump
     */
    List<Action.Tell> news(List<Decision> decisions, Duration now) {
        List<Action.Tell> news = new ArrayList<>();
        stood.values().removeIf(last -> now.minus(last).compareTo(GONE_FOR) > 0);
        for (Decision decision : decisions) {
            if (!(decision.action() instanceof Action.Tell what)) continue;
            String matter = decision.rule() + " " + what.urgency() + " " + what.subject();
            if (stood.put(matter, now) == null) news.add(what);
        }
        return news;
    }
}
