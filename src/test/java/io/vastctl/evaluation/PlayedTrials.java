package io.vastctl.evaluation;

import io.vastctl.provision.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Trials as an evaluation would bring them, without playing. */
public final class PlayedTrials {
    private PlayedTrials() {}

    /** One that became ready. */
    static Trial ready(String policy, boolean remembers, long market, int night, double seconds, double dollars) {
        return new Trial(
                policy, remembers, market, night, RunOutcome.READY, OptionalDouble.of(seconds), dollars, 0, 1, 0);
    }

    /** One that cost money for nothing. */
    static Trial failed(String policy, boolean remembers, long market, int night, double dollars) {
        return new Trial(
                policy,
                remembers,
                market,
                night,
                RunOutcome.INFRASTRUCTURE,
                OptionalDouble.empty(),
                dollars,
                dollars,
                5,
                0);
    }

    /** Dice stand in for the markets; the later a policy is in the plan, the more it pays. */
    public static List<Trial> of(EvaluationPlan plan) {
        SplittableRandom dice = new SplittableRandom(plan.firstSeed());
        List<Trial> trials = new ArrayList<>();
        for (int place = 0; place < plan.policies().size(); place++)
            for (boolean remembers : new boolean[] {false, true})
                for (int run = 0; run < plan.runs(); run++) {
                    long market = plan.firstSeed() + run / plan.nights();
                    int night = 1 + run % plan.nights();
                    double dollars =
                            (0.02 + 0.01 * place) * (0.5 + dice.nextDouble()) / (remembers ? 1 + night * 0.05 : 1);
                    boolean good = dice.nextDouble() > 0.04 * (place + 1);
                    trials.add(
                            good
                                    ? ready(
                                            plan.policies().get(place),
                                            remembers,
                                            market,
                                            night,
                                            150 - 60 * Math.log(dice.nextDouble()) * (place + 1),
                                            dollars)
                                    : failed(plan.policies().get(place), remembers, market, night, 3 * dollars));
                }
        return trials;
    }
}
