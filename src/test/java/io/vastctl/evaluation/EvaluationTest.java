package io.vastctl.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.provision.Ceilings;
import io.vastctl.ranking.Constants;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ReadinessLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final List<String> POLICIES = List.of("balanced", "cheapest-first");

    @Test
    void everyPolicyPlaysEveryNightOfTheSameMarketsWithBothKindsOfMemory() throws Exception {
        EvaluationPlan plan = new EvaluationPlan(3, 2, "ordinary", 41, POLICIES);

        List<Trial> trials = new Evaluation(conditions(), 2).play(plan, trial -> {});

        assertThat(trials).hasSize(Evaluation.trials(plan)).hasSize(12);
        assertThat(trials.stream()
                        .filter(trial -> trial.policy().equals("balanced") && trial.remembers())
                        .map(trial -> trial.market() + "/" + trial.night()))
                .containsExactly("41/1", "41/2", "42/1");
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.orphans()).isZero();
            assertThat(trial.attempts()).isBetween(0, 5);
            assertThat(trial.dollarsWasted()).isBetween(-1e-9, trial.dollars() + 1e-9);
            assertThat(trial.secondsToReady().isPresent()).isEqualTo(trial.isReady());
        });
    }

    @Test
    void whatComesOutDoesNotDependOnTheNumberOfThreads() throws Exception {
        EvaluationPlan plan = new EvaluationPlan(4, 2, "hostile", 51, List.of("balanced"));
        List<Trial> heard = new ArrayList<>();

        List<Trial> alone = new Evaluation(conditions(), 1).play(plan, heard::add);
        List<Trial> together = new Evaluation(conditions(), 2).play(plan, trial -> {});

        assertThat(together).isEqualTo(alone);
        assertThat(heard).containsExactlyInAnyOrderElementsOf(alone);
    }

    @Test
    void theFirstNightIsTheSameWithFreshAndWithKeptMemory() throws Exception {
        EvaluationPlan plan = new EvaluationPlan(1, 1, "ordinary", 61, List.of("success-then-price"));

        List<Trial> trials = new Evaluation(conditions(), 1).play(plan, trial -> {});

        assertThat(trials).extracting(Trial::remembers).containsExactly(false, true);
        assertThat(trials.get(0).dollars()).isEqualTo(trials.get(1).dollars());
    }

    @Test
    void unknownNamesAreRefusedBeforeAnythingIsPlayed() {
        Evaluation evaluation = new Evaluation(conditions(), 1);

        assertThatThrownBy(() -> evaluation.play(plan("ordinary", "lax"), trial -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lax");
        assertThatThrownBy(() -> evaluation.play(plan("ordinry", "strict"), trial -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ordinry");
    }

    @Test
    void anInterruptEndsItAndLeavesNoThreadBehind() {
        Evaluation evaluation = new Evaluation(conditions(), 2);
        Thread caller = Thread.currentThread();

        assertThatThrownBy(() -> evaluation.play(
                        new EvaluationPlan(1_000, 10, "calm", 71, List.of("balanced")), trial -> caller.interrupt()))
                .isInstanceOf(InterruptedException.class);

        Thread.interrupted();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("vastctl-evaluation");
    }

    @Test
    void noSocketIsOpened() throws Exception {
        Path open = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(open), "needs /proc");
        Set<String> before = sockets(open);
        Set<String> meanwhile = new TreeSet<>();

        new Evaluation(conditions(), 1).play(plan("hostile", "balanced"), trial -> meanwhile.addAll(sockets(open)));

        meanwhile.addAll(sockets(open));
        meanwhile.removeAll(before);
        assertThat(meanwhile).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("vastctl-evaluation"));
    }

    private static Set<String> sockets(Path open) {
        try (Stream<Path> files = Files.list(open)) {
            return files.map(EvaluationTest::target)
                    .filter(target -> target.startsWith("socket:"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static EvaluationPlan plan(String scenario, String policy) {
        return new EvaluationPlan(2, 2, scenario, 81, List.of(policy));
    }

    private static Conditions conditions() {
        return new Conditions(
                new WorkloadCatalog(Path.of("none")).find("tinyllama"),
                OfferFilter.defaults(),
                new Ceilings(2, Duration.ofHours(2), 5, 4),
                Duration.ofMinutes(20),
                ReadinessLimits.DEFAULTS,
                Constants.STANDARD,
                AdapterCatalog.load(EvaluationTest.class.getClassLoader(), List.of()),
                StrictnessPolicy::named);
    }
}
