package io.vastctl.cli.errand;

import io.vastctl.cli.Flag;
import io.vastctl.cli.LeftOpen;
import io.vastctl.cli.LookFailedException;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.notice.Outlets;
import io.vastctl.cli.rent.Ending;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Durations;
import io.vastctl.config.Settings;
import io.vastctl.memory.StoreException;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.RunEvent;
import io.vastctl.simulator.market.Chance;
import io.vastctl.time.Sleeper;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What comes before a run that nobody watches: a random wait, and the question whether another run is on.
 *
 * @param reports where the run is written to at its end, as {@code --report} names it
 * @param longest how long another run is waited for
 */
public record Errand(
        Workbench bench,
        ScriptOptions options,
        List<String> reports,
        SimulateOptions simulate,
        String command,
        Duration longest) {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** The run itself. */
    @FunctionalInterface
    public interface Job {
        Ending run(RunEvent.Listener outlets) throws InterruptedException;
    }

    /**
     * Reads the options, before anything is done.
     *
     * @throws UsageException if one of them makes no sense
     */
    public void check() {
        jitterLength();
        Outlets.check(bench, options, reports, command, simulate);
    }

    /** Does the job when its time has come, unless another run is on, and tells of it. @return how it ended */
    public Ending around(Job job) throws InterruptedException {
        Outlets outlets = new Outlets(bench, options, reports, command, simulate);
        Ending ending = Ending.of(ExitCode.INTERNAL, "internal error");
        try {
            ending = inTurn(() -> job.run(outlets));
        } catch (RuntimeException | InterruptedException e) {
            ending = brokenOff(e);
            // What may be running is told already, before anybody waits for notices.
            if (ending.code() != ExitCode.MAY_STILL_RUN) throw e;
        } finally {
            outlets.over(ending);
        }
        return ending;
    }

    /** Something that the journal has open outranks why nobody could look at it, unless nobody tried to. */
    private Ending brokenOff(Exception e) {
        Trouble trouble = Trouble.of(e);
        ExitCode code = trouble.exitCode() == ExitCode.INTERRUPTED
                ? bench.interruption().get()
                : trouble.exitCode();
        if (code == ExitCode.USAGE) return Ending.of(code, trouble.line());
        Optional<LeftOpen> open = LeftOpen.in(bench, simulate);
        List<Leftover> left = e instanceof LookFailedException look
                ? look.leftovers()
                : open.map(LeftOpen::here).orElse(List.of());
        if (!simulate.on()) open.ifPresent(journal -> elsewhere(journal.elsewhere()));
        if (left.isEmpty()) return Ending.of(bench.decided(code), trouble.line());
        PrintWriter err = bench.terminal().err();
        err.println("vastctl: " + trouble.line());
        if (bench.global().verbose.length > 0) e.printStackTrace(err);
        Sweeping.name(left, err);
        return Ending.of(trouble.line(), left);
    }

    private void elsewhere(List<String> markets) {
        for (String market : markets)
            tell("the journal has a rental open on another market, " + market + "; look there with: vastctl instances"
                    + " --api-url " + (market.equals(MarketName.REAL) ? "https://console.vast.ai" : market));
    }

    private void tell(String line) {
        bench.terminal().err().println("vastctl: " + line);
        bench.terminal().err().flush();
    }

    private interface Turn {
        Ending take() throws InterruptedException;
    }

    private Ending inTurn(Turn turn) throws InterruptedException {
        jitter();
        // In this order: without an API key nothing is made, not even a lock.
        if (!simulate.on() || options.lock == null) bench.market(simulate);
        if (options.lock != null) {
            try (RunLock lock = bench.runLock()) {
                Optional<String> another = enter(lock, options.lock);
                return another.isPresent() ? skipped(another.get()) : turn.take();
            }
        }
        Optional<RunLock> here = presence();
        try {
            return turn.take();
        } finally {
            here.ifPresent(RunLock::close);
        }
    }

    private Ending skipped(String why) {
        tell(why);
        return Ending.of(ExitCode.SKIPPED, why);
    }

    /** Lets those see it who want to be alone; a run that does not want that goes on without. */
    private Optional<RunLock> presence() throws InterruptedException {
        RunLock lock;
        try {
            lock = bench.runLock();
        } catch (UsageException | StoreException e) {
            return Optional.empty();
        }
        try {
            lock.join(name(), bench.sleeper());
            return Optional.of(lock);
        } catch (UsageException | StoreException e) {
            lock.close();
            return Optional.empty();
        } catch (InterruptedException e) {
            lock.close();
            throw e;
        }
    }

    private String name() {
        return RunLock.name(command, bench.wall().instant());
    }

    /** Waits for a random time, if that is asked for: in a simulated market, by its clock and its seed. */
    private void jitter() throws InterruptedException {
        if (options.jitter == null) return;
        Duration wait = Duration.ofMillis(Math.round(jitterLength().toMillis() * fraction()));
        if (bench.global().verbose.length > 0) tell("--jitter: waits " + Words.duration(wait));
        sleeper().sleep(wait);
    }

    /** Heeds other runs of the same state file. @return why this one is not to be, if another one is on */
    private Optional<String> enter(RunLock lock, ScriptOptions.Lock how) throws InterruptedException {
        if (lock.joinAlone(name())) return Optional.empty();
        String holder = lock.holder().orElse("another run");
        return how == ScriptOptions.Lock.wait
                ? await(lock, holder)
                : Optional.of("--lock: skipped, a run is on: " + holder + " ("
                        + bench.state().name() + ")");
    }

    private Optional<String> await(RunLock lock, String holder) throws InterruptedException {
        say("--lock: waits for a run that is on: " + holder);
        Instant until = bench.wall().instant().plus(longest);
        while (bench.wall().instant().isBefore(until)) {
            Duration left = Duration.between(bench.wall().instant(), until);
            bench.sleeper().sleep(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
            if (lock.joinAlone(name())) return Optional.empty();
        }
        return Optional.of("--lock: skipped, a run is still on after " + Durations.format(longest) + ": "
                + lock.holder().orElse(holder) + " (" + bench.state().name() + ")");
    }

    private void say(String line) {
        if (!bench.global().quiet) tell(line);
    }

    private double fraction() {
        long seed = Optional.ofNullable(simulate.seed).orElse(1L);
        return simulate.on() ? new Chance(seed).between(0, 1, "jitter") : new SecureRandom().nextDouble();
    }

    private Sleeper sleeper() {
        boolean real = !simulate.on()
                && MarketName.at(Flag.value(bench.settings(), Settings.API_URL, bench.global().apiUrl))
                        .equals(MarketName.REAL);
        return real ? bench.sleeper() : bench.market(simulate).sleeper();
    }

    /** Zero if nothing is to be waited for. */
    private Duration jitterLength() {
        String text = options.jitter;
        if (text == null) return Duration.ZERO;
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--jitter: expected " + Durations.EXPECTED + ", found \"" + text + "\"", e);
        }
    }
}
