package io.vastctl.evaluation;

import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.simulator.market.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Plays runs on simulated markets in virtual time and without sockets: on each market every policy with fresh and with
 * kept memory, so that all meet the same machines. One market is one thread's work, and what comes out does not depend
 * on their number.
 */
public final class Evaluation {

    private static final int SECONDS_TO_CLEAN_UP = 60;

    private final Conditions conditions;
    private final int threads;

    /** Told of each run as it is over, by one thread at a time and in no order. */
    @FunctionalInterface
    public interface Listener {
        void played(Trial trial);
    }

    /** On all processors of this computer. */
    public Evaluation(Conditions conditions) {
        this(conditions, Runtime.getRuntime().availableProcessors());
    }

    Evaluation(Conditions conditions, int threads) {
        this.conditions = conditions;
        this.threads = threads;
    }

    /** How many runs {@link #play} plays: each policy with both kinds of memory. */
    public static int trials(EvaluationPlan plan) {
        return plan.runs() * 2 * plan.policies().size();
    }

    /**
     * Plays them all.
     *
     * @return by policy in the order of the plan, fresh memory first, by market, by night
     * @throws IllegalArgumentException one line: an unknown scenario or policy
     * @throws InterruptedException nothing plays any more; the listener has heard of what was over before
     */
    public List<Trial> play(EvaluationPlan plan, Listener listener) throws InterruptedException {
        Scenario scenario = Scenario.of(plan.scenario());
        List<StrictnessPolicy> policies =
                plan.policies().stream().map(this::required).toList();
        Object turn = new Object();
        List<Trial> trials = new ArrayList<>();
        Listener oneByOne = trial -> {
            synchronized (turn) {
                trials.add(trial);
                listener.played(trial);
            }
        };
        List<Thread> begun = new CopyOnWriteArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "vastctl-evaluation");
            thread.setDaemon(true);
            begun.add(thread);
            return thread;
        });
        try {
            List<Future<?>> markets = new ArrayList<>();
            for (int first = 0; first < plan.runs(); first += plan.nights()) {
                int nights = Math.min(plan.nights(), plan.runs() - first);
                long seed = plan.firstSeed() + first / plan.nights();
                markets.add(workers.submit(() -> {
                    market(policies, scenario, seed, nights, oneByOne);
                    return null;
                }));
            }
            for (Future<?> market : markets) finished(market);
        } finally {
            workers.shutdownNow();
            awaitEnd(workers, begun);
        }
        trials.sort(Comparator.<Trial>comparingInt(trial -> plan.policies().indexOf(trial.policy()))
                .thenComparing(Trial::remembers)
                .thenComparingLong(Trial::market)
                .thenComparingInt(Trial::night));
        return List.copyOf(trials);
    }

    /** However often somebody interrupts meanwhile. A pool counts as ended a moment before its threads are. */
    private static void awaitEnd(ExecutorService workers, Collection<Thread> begun) {
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                if (workers.awaitTermination(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS))
                    for (Thread thread : begun) thread.join();
                over = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private StrictnessPolicy required(String name) {
        return conditions.policy(name).orElseThrow(() -> new IllegalArgumentException("unknown policy " + name));
    }

    private void market(List<StrictnessPolicy> policies, Scenario scenario, long seed, int nights, Listener listener)
            throws InterruptedException {
        for (StrictnessPolicy policy : policies) {
            for (boolean remembers : new boolean[] {false, true})
                new Season(conditions, policy, remembers, scenario, seed).play(nights, listener);
        }
    }

    private static void finished(Future<?> market) throws InterruptedException {
        try {
            market.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) throw new InterruptedException();
            throw new IllegalStateException("a market could not be played to its end", e.getCause());
        }
    }
}
