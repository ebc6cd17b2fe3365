package io.vastctl.evaluation;

import io.vastctl.config.RankingSettings;
import io.vastctl.config.Settings;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.provision.Ceilings;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ReadinessLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plays an evaluation as {@code vastctl simulate evaluate} does, and prints how many runs a minute that were. */
public final class EvaluateBench {

    private EvaluateBench() {}

    public static void main(String[] arguments) throws InterruptedException {
        int runs = Integer.parseInt(arguments[0]);
        int nights = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[3]);
        List<String> policies = Arrays.asList(arguments[4].split(",", -1));
        EvaluationPlan plan = new EvaluationPlan(runs, nights, arguments[2], seed, policies);
        long start = System.nanoTime();
        List<Trial> trials = new Evaluation(conditions()).play(plan, trial -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        print(trials);
        System.out.printf(
                Locale.ROOT,
                "%d runs in %.1f s on %d processors: %.0f runs a minute%n",
                trials.size(),
                seconds,
                Runtime.getRuntime().availableProcessors(),
                trials.size() * 60 / seconds);
    }

    private static void print(List<Trial> trials) {
        Map<String, List<Trial>> groups = new TreeMap<>();
        for (Trial trial : trials)
            groups.computeIfAbsent(
                            trial.policy() + (trial.remembers() ? ", kept memory" : ", fresh memory"),
                            name -> new ArrayList<>())
                    .add(trial);
        System.out.printf(
                "%-32s %7s %8s %8s %8s %9s %8s %8s%n",
                "", "ready", "median s", "p95 s", "$/ready", "$ wasted", "attempts", "orphans");
        groups.forEach((name, group) -> {
            double[] seconds = group.stream()
                    .flatMapToDouble(trial -> trial.secondsToReady().stream())
                    .sorted()
                    .toArray();
            long ready = group.stream().filter(Trial::isReady).count();
            System.out.printf(
                    Locale.ROOT,
                    "%-32s %6.1f%% %8.0f %8.0f %8.4f %9.2f %8.2f %8d%n",
                    name,
                    100.0 * ready / group.size(),
                    seconds.length == 0 ? Double.NaN : seconds[seconds.length / 2],
                    seconds.length == 0 ? Double.NaN : seconds[(int) (seconds.length * 0.95)],
                    group.stream().mapToDouble(Trial::dollars).sum() / ready,
                    group.stream().mapToDouble(Trial::dollarsWasted).sum(),
                    group.stream().mapToInt(Trial::attempts).average().orElse(0),
                    group.stream().mapToInt(Trial::orphans).sum());
        });
        Map<String, Long> outcomes = new TreeMap<>();
        trials.forEach(trial -> outcomes.merge(trial.outcome().word(), 1L, Long::sum));
        System.out.println(outcomes);
    }

    private static Conditions conditions() {
        Settings settings = new Settings(Map.of(), key -> Optional.empty(), Path.of("no-config.yaml"));
        Ceilings ceilings = new Ceilings(
                settings.get(Settings.MAX_SPEND),
                settings.get(Settings.DEADLINE),
                settings.get(Settings.MAX_ATTEMPTS),
                settings.get(Settings.MAX_RENTALS));
        return new Conditions(
                new WorkloadCatalog(Path.of("no-workloads")).find("tinyllama"),
                OfferFilter.defaults(),
                ceilings,
                settings.get(Settings.LEASE),
                ReadinessLimits.DEFAULTS,
                RankingSettings.constants(settings),
                AdapterCatalog.load(EvaluateBench.class.getClassLoader(), List.of()),
                settings::policy);
    }
}
