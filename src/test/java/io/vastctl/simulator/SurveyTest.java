package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.SurveyDetail;
import io.vastctl.memory.SurveyMachine;
import io.vastctl.memory.SurveyMachine.Finding;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.RunResult;
import io.vastctl.simulator.market.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Surveys of a whole market, in virtual time. */
class SurveyTest {

    private static final Scenario ORDINARY =
            Scenario.named("ordinary").withMachines(900).withCredit(1_000);

    /** What a survey found, machine by machine. */
    @SuppressWarnings("unused") private static List<String> findings(SurveyDetail survey) {
        return survey.machines().stream()
                .map(machine -> machine.machineId() + " " + machine.finding() + " "
                        + machine.attempt()
                                .map(attempt -> attempt.phases().toString())
                                .orElse(""))
                .toList();
    }

    @Test
    void twoHundredMachinesAtOnceAreEachJudgedOnceAndGivenBack() throws InterruptedException {
        try (SurveyRig rig = new SurveyRig(ORDINARY, 3)) {
            Map<Integer, Long> alive = new java.util.HashMap<>();
            int[] most = {0};
            rig.listener = event -> {
                if (event instanceof RunEvent.Rented rented) alive.put(rented.number(), rented.instanceId());
                if (event instanceof RunEvent.CleanedUp gone) alive.remove(gone.number());
                most[0] = Math.max(most[0], alive.size());
            };

            RunResult result = rig.begin("s1", 200, 200);

            result.stillRunning().forEach(one -> System.out.println(one.label() + " " + one.cleanup() + " " + one.cleanupEvidence()));
            SurveyDetail survey = rig.detail("s1");
            System.out.println(result.outcome() + " " + result.message() + " most " + most[0] + " took "
                    + Duration.between(SurveyRig.START, rig.time.instant()) + " " + rig.api.calls() + " works "
                    + survey.count(Finding.WORKS) + " fails " + survey.count(Finding.FAILS) + " gone "
                    + survey.count(Finding.GONE) + " left " + survey.count(Finding.LEFT) + " cost "
                    + survey.costDollars() + " truth " + rig.market.truth().dollarsSpent() + " requests "
                    + rig.market.truth().requests());
            assertThat(survey.machines()).hasSize(200);
            assertThat(survey.count(Finding.LEFT)).isZero();
            assertThat(rig.market.truth().alive()).isEmpty();
        }
    }
}
