package io.vastctl.memory.survey;

import java.util.List;

/**
 * A survey as it stands.
 *
 * @param runs the ids of its runs: the one that began it, and each that went on with it
 * @param machines by their turns
 * @param costDollars USD of all its attempts, those broken off and those that died with their process included
 */
public record SurveyDetail(SurveyStart start, List<String> runs, List<SurveyMachine> machines, double costDollars) {
    public SurveyDetail {
        runs = List.copyOf(runs);
        machines = List.copyOf(machines);
    }

    /** How many of its machines have that finding. */
    public long count(SurveyMachine.Finding finding) {
        return machines.stream().filter(machine -> machine.finding() == finding).count();
    }
}
