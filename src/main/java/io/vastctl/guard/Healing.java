package io.vastctl.guard;

import io.vastctl.guard.Docket.Stage;
import java.util.Optional;

/** The next step of the ladder for those that do not answer, once the last step has had its time. */
final class Healing {

    private Healing() {}

    static void decide(Situation situation, Docket docket) {
        for (Rental rental : situation.rentals()) {
            boolean up = rental.life() == Life.RUNNING || rental.life() == Life.UNKNOWN;
            boolean listed = rental.missingSince().isEmpty();
            boolean drainsFirst = rental.heat().level().atLeast(HeatLevel.HOT)
                    && rental.duty().draining().isEmpty();
            if (up && listed && !drainsFirst && docket.isFree(rental) && situation.wants(rental))
                heal(rental, situation, docket);
        }
    }

    private static void heal(Rental rental, Situation situation, Docket docket) {
        boolean fails = situation.fails(rental);
        if (!fails && !situation.slow(rental)) return;
        Ladder ladder = Ladder.on(rental, situation);
        boolean waits =
                ladder.waitUntil().filter(end -> situation.now().isBefore(end)).isPresent();
        if (waits || ladder.next().isEmpty()) return;
        Step step = ladder.next().get();
        boolean heavy = step != Step.RESTART_SERVER;
        if (heavy && (!fails || situation.storm().isPresent())) return;
        docket.put(
                Stage.HEALING,
                action(step, rental.instanceId()),
                fails ? Rule.NOT_ANSWERING : Rule.SLOW,
                reason(rental, step, fails));
    }

    private static String reason(Rental rental, Step step, boolean fails) {
        int tried = Optional.ofNullable(rental.tries().get(step))
                .map(Rental.Tries::count)
                .orElse(0);
        String symptom = fails
                ? rental.health().misses() + " bad answers in a row ("
                        + rental.health().why() + ")"
                : rental.health().slowLooks() + " slow answers in a row";
        return Phrases.rental(rental) + ": " + symptom + "; this step was made " + tried + " times before";
    }

    private static Action action(Step step, long instanceId) {
        return switch (step) {
            case RESTART_SERVER -> new Action.RestartServer(instanceId);
            case REBOOT -> new Action.Reboot(instanceId);
            case RECYCLE -> new Action.Recycle(instanceId);
        };
    }
}
