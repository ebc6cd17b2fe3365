package io.vastctl.adapter.vllm;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells from a log alone whether the server in it is dead. */
final class VllmDeath {

    /** Said only when the engine is gone for good, whatever the main process still does. */
    private static final Predicate<String> ENGINE_GONE = Pattern.compile(
                    "EngineCore (?:failed to start|hit an exception|encountered a fatal error)"
                            + "|WorkerProc (?:failed to start|hit an exception|initialization failed)"
                            + "|Engine core initialization failed|Engine process failed to start"
                            + "|Engine (?:core )?proc\\w* .*died|Worker proc \\S+ died|EngineDeadError"
                            + "|MQLLMEngine is already dead|Got fatal signal from worker processes")
            .asPredicate();

    private static final Predicate<String> OVER = Pattern.compile(
                    "Traceback \\(most recent call last\\)|: error: |^(?:ERROR: +)?\\[Errno \\d+\\]|^Killed$"
                            + "|^(?:\\([^)]*\\) )?[\\w.]+(?:Error|Exception): "
                            + "|Application shutdown complete|Finished server process|vastctl: (?:ended|neither)")
            .asPredicate();

    private VllmDeath() {}

    /** Whether the engine has said that it is gone. */
    static boolean saysEngineGone(VllmLog log) {
        return log.anyLine(line -> ENGINE_GONE.test(line) && !VllmNoise.isNoise(line));
    }

    /** Whether the last word of the log is a death, not a stage of a start that went on after some trouble. */
    static boolean isIn(VllmLog log) {
        int death = log.last(line -> (ENGINE_GONE.test(line) || OVER.test(line)) && !VllmNoise.isNoise(line));
        int life = log.last(VllmDeath::showsLife);
        return death > life;
    }

    private static boolean showsLife(String line) {
        for (VllmStage stage : VllmStage.values()) {
            if (stage.isShownBy(line)) return true;
        }
        return false;
    }
}
