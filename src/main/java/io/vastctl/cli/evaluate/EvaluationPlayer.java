package io.vastctl.cli.evaluate;

import io.vastctl.evaluation.Conditions;
import io.vastctl.evaluation.Evaluation;
import io.vastctl.evaluation.EvaluationPlan;
import io.vastctl.evaluation.Trial;
import java.util.List;

/** Plays what a plan says: {@link Evaluation}, or a test's own trials. */
@FunctionalInterface
interface EvaluationPlayer {

    /**
     * Plays every run of the plan.
     *
     * @param listener told of each run as it ends, from any thread
     * @throws InterruptedException if it was stopped before the last one
     */
    List<Trial> play(Conditions conditions, EvaluationPlan plan, Evaluation.Listener listener)
            throws InterruptedException;
}
