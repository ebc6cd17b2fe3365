package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.RunHistory;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyMachine;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.Failure;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.RunResult;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Scenario;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Surveys of a whole market, in virtual time. */
class SurveyTest {

    private static final Scenario ORDINARY =
            Scenario.named("ordinary").withMachines(900).withCredit(1_000);

    /** Where each destroy can be proven, in whatever order the threads of a survey come to it. */
    private static final Scenario CALM =
            Scenario.named("calm").withMachines(900).withCredit(1_000);

    /** Each rental's destroys are answered 500 for up to 45 s. */
    private static final Scenario NO_DESTROY_AT_FIRST =
            new Scenario("no-destroy-at-first", 1_000, Map.of(Fault.DESTROY_ERROR, 1.0)).withMachines(900);

    /** Counts who is alive, as the survey itself tells. */
    private static final class Census implements RunEvent.Listener {
        private final Set<Integer> alive = new HashSet<>();
        private int most;

        @Override
        public void hear(RunEvent event) {
            if (event instanceof RunEvent.Rented rented) alive.add(rented.number());
            if (event instanceof RunEvent.CleanedUp gone) alive.remove(gone.number());
            most = Math.max(most, alive.size());
        }
    }

    private static List<String> findings(SurveyRig rig, String surveyId) {
        return rig.detail(surveyId).machines().stream()
                .map(machine -> machine.machineId() + " " + machine.finding() + " "
                        + machine.attempt()
                                .map(attempt -> attempt.phases().toString())
                                .orElse(""))
                .toList();
    }

    @Test
    void twoHundredMachinesAtOnceAreEachJudgedOnceAndGivenBack() throws InterruptedException {
        try (SurveyRig rig = new SurveyRig(ORDINARY, 3)) {
            Census census = new Census();
            rig.listener = census;

            RunResult result = rig.begin("s1", 200, 200);

            SurveyDetail survey = rig.detail("s1");
            assertThat(result.exitCode()).as(result.message()).isEqualTo(ExitCode.DONE);
            assertThat(survey.machines()).hasSize(200).noneMatch(machine -> machine.finding() == Finding.LEFT);
            assertThat(survey.count(Finding.WORKS)).isGreaterThan(100);
            assertThat(survey.count(Finding.FAILS)).isGreaterThan(20);
            // A create that came too early rented nothing, and is made again.
            assertThat(result.attempts())
                    .filteredOn(attempt -> !attempt.failure()
                            .map(Failure::signature)
                            .orElse("")
                            .equals("create-throttled"))
                    .extracting(attempt -> attempt.offer().machineId())
                    .doesNotHaveDuplicates();
            assertThat(rig.market.truth().alive()).isEmpty();
            assertThat(rig.market.truth().doubleRentals()).isZero();
            // One create every 4.7 s is what the marketplace takes, so that most, not all, live at once.
            assertThat(census.most).isGreaterThan(100);

            Map<String, Integer> calls = rig.api.calls();
            double minutes =
                    Duration.between(SurveyRig.START, rig.time.instant()).toSeconds() / 60.0;
            // A page of the list holds 25: eight pages every ten seconds at most, whoever waits.
            assertThat(calls.getOrDefault("list instances", 0) / minutes).isLessThan(48);
            // Two reads prove an end; hardly any look at one machine is made.
            assertThat(calls.getOrDefault("show instance", 0)).isLessThan(200 * 4);
            assertThat(calls.getOrDefault("show user", 0)).isLessThan((int) minutes + 5);
        }
    }

    @Test
    void theSameSeedGivesTheSameSurvey() throws InterruptedException {
        try (SurveyRig one = new SurveyRig(ORDINARY, 5);
                SurveyRig other = new SurveyRig(ORDINARY, 5)) {
            one.begin("s1", 40, 16);
            other.begin("s1", 40, 16);

            assertThat(findings(one, "s1")).isEqualTo(findings(other, "s1"));
            assertThat(one.time.instant()).isEqualTo(other.time.instant());
        }
    }

    @Test
    void interruptedItGivesEverythingBackAndAnotherRunGoesOnWithWhatIsLeft() throws InterruptedException {
        try (SurveyRig rig = new SurveyRig(CALM, 7)) {
            Thread self = Thread.currentThread();
            int[] over = {0};
            rig.listener = event -> {
                if (event instanceof RunEvent.CleanedUp && ++over[0] == 8) self.interrupt();
            };

            RunResult broken = rig.begin("s1", 30, 10);

            assertThat(Thread.interrupted()).isFalse();
            // A create that was cut off may have made something until the next run has looked: that is said, and no
            // more.
            assertThat(broken.stillRunning())
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(attempt -> attempt.instanceId().isEmpty());
            assertThat(broken.exitCode())
                    .isEqualTo(broken.stillRunning().isEmpty() ? ExitCode.INTERRUPTED : ExitCode.MAY_STILL_RUN);
            assertThat(broken.attempts())
                    .filteredOn(attempt -> attempt.outcome().equals(AttemptResult.INTERRUPTED))
                    .isNotEmpty();
            assertThat(rig.market.truth().alive()).isEmpty();
            List<SurveyMachine> before = rig.detail("s1").machines();
            assertThat(before)
                    .filteredOn(machine -> machine.finding() == Finding.LEFT)
                    .hasSizeGreaterThan(15);

            rig.listener = event -> {};
            RunResult resumed = rig.resume("s1", 10);

            assertThat(resumed.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(rig.market.truth().alive()).isEmpty();
            List<SurveyMachine> after = rig.detail("s1").machines();
            for (int turn = 0; turn < before.size(); turn++)
                if (before.get(turn).finding() != Finding.LEFT)
                    assertThat(after.get(turn)).isEqualTo(before.get(turn));
            assertThat(resumed.attempts())
                    .extracting(attempt -> attempt.offer().machineId())
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(before.stream()
                            .filter(machine -> machine.finding() != Finding.LEFT)
                            .map(SurveyMachine::machineId)
                            .toList());
            assertThat(rig.detail("s1").runs()).hasSize(2);
        }
    }

    @Test
    void interruptedWhileTheMarketTakesNoDestroyItTriesAgainUntilAllIsGone() throws InterruptedException {
        try (SurveyRig rig = new SurveyRig(NO_DESTROY_AT_FIRST, 7)) {
            Thread self = Thread.currentThread();
            Census census = new Census();
            rig.listener = event -> {
                census.hear(event);
                if (event instanceof RunEvent.Rented && census.most == 10) self.interrupt();
            };

            RunResult broken = rig.begin("s1", 30, 10);

            assertThat(broken.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(broken.attempts()).noneMatch(attempt -> attempt.cleanup().mayStillRun());
            assertThat(rig.market.truth().alive()).isEmpty();
        }
    }

    @Test
    void whatIsUnderWayCountsAtItsWorstBeforeEachRental() throws InterruptedException {
        try (SurveyRig rig = new SurveyRig(ORDINARY, 9)) {
            rig.ceilings = new Ceilings(1.0, Duration.ofHours(6), 1_000, 1_000);

            RunResult result = rig.begin("s1", 60, 60);

            assertThat(result.outcome()).as(result.message()).isEqualTo(RunOutcome.LIMIT);
            assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
            assertThat(result.message()).contains("max-spend");
            assertThat(result.costDollars()).isBetween(0.3, 1.0);
            assertThat(rig.market.truth().alive()).isEmpty();
            assertThat(rig.detail("s1").count(Finding.LEFT)).isPositive();
        }
    }

    @Test
    void noMoreLiveAtOnceThanTheCeilingOfRentalsAllows() throws InterruptedException {
        try (SurveyRig rig = new SurveyRig(ORDINARY, 11)) {
            Census census = new Census();
            rig.listener = census;
            rig.ceilings = new Ceilings(100, Duration.ofHours(6), 1_000, 3);

            RunResult result = rig.begin("s1", 8, 8);

            assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(census.most).isEqualTo(3);
        }
    }

    @Test
    void atTheDeadlineAllAreGivenBackAndNobodyIsToBlame() throws InterruptedException {
        try (SurveyRig rig = new SurveyRig(ORDINARY, 13)) {
            rig.ceilings = new Ceilings(100, Duration.ofMinutes(4), 1_000, 1_000);

            RunResult result = rig.begin("s1", 30, 30);

            assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
            assertThat(rig.market.truth().alive()).isEmpty();
            assertThat(rig.detail("s1").machines())
                    .filteredOn(machine -> machine.attempt()
                            .flatMap(attempt -> attempt.failure())
                            .filter(failure -> failure.signature().equals("deadline"))
                            .isPresent())
                    .isNotEmpty()
                    .allMatch(machine -> machine.finding() == Finding.LEFT);
        }
    }

    @Test
    void aWorkloadThatCannotRunAnywhereEndsItEarly() throws InterruptedException {
        try (SurveyRig rig = new SurveyRig(Scenario.named("calm").withMachines(300), 2)) {
            rig.model = "no-such-org/no-such-model";

            RunResult result = rig.begin("s1", 40, 4);

            assertThat(result.outcome()).isEqualTo(RunOutcome.WORKLOAD);
            assertThat(result.attempts().size()).isLessThan(12);
            assertThat(rig.market.truth().alive()).isEmpty();
        }
    }

    @Test
    void itsRunIsInTheHistoryAsAnyOther() throws InterruptedException {
        try (SurveyRig rig = new SurveyRig(ORDINARY, 15)) {
            rig.begin("s1", 5, 5);

            assertThat(new RunHistory(rig.database).show("s1").orElseThrow()).satisfies(run -> {
                assertThat(run.summary().command()).isEqualTo("survey");
                assertThat(run.summary().outcome()).isEqualTo("ready");
                assertThat(run.attempts()).hasSize(5);
            });
        }
    }
}
