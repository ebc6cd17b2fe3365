package io.vastctl.cli.watch;

import io.vastctl.cli.text.Words;
import java.time.Duration;

/** Whether something that looks again and again is alive, as {@code /healthz} says it. Pure. */
final class Vigour {
    private Vigour() {}

    /**
     * What is answered.
     *
     * @param looks that are over
     * @param age of the last one, by a clock that nobody sets; before the first, since the begin
     * @param longest that it may be old
     */
    static HttpAnswer answer(long looks, Duration age, Duration longest) {
        String limit = "; longest " + Words.duration(longest);
        if (looks == 0) return HttpAnswer.text(503, "no look yet, waiting for " + Words.duration(age) + limit);
        if (age.compareTo(longest) > 0)
            return HttpAnswer.text(503, "the last look is " + Words.duration(age) + " old" + limit);
        return HttpAnswer.text(200, "ok: the last look is " + Words.duration(age) + " old" + limit);
    }
}
