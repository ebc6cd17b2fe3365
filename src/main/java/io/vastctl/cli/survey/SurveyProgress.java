package io.vastctl.cli.survey;

import io.vastctl.cli.live.QuietReporter;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.survey.SurveyMachine;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.offer.Offer;
import io.vastctl.outcome.Failure;
import io.vastctl.provision.RunEvent;
import io.vastctl.readiness.Verdict;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells on stderr how far a survey is: a line for each machine that is done. */
final class SurveyProgress implements RunEvent.Listener {

    private final PrintWriter err;
    private final Clock clock;
    private final boolean quiet;
    private final Map<Integer, Offer> underWay = new HashMap<>();
    private final Map<Integer, Double> dollars = new HashMap<>();
    private final Map<Integer, Failure> failures = new HashMap<>();
    private final Map<Integer, Verdict.Verified> verified = new HashMap<>();
    private Optional<Instant> began = Optional.empty();
    private int machines;
    private int done;
    private boolean stopping;

    SurveyProgress(PrintWriter err, Clock clock, boolean quiet) {
        this.err = err;
        this.clock = clock;
        this.quiet = quiet;
    }

    void begins(String surveyId, int count, int parallel) {
        machines = count;
        began = Optional.of(clock.instant());
        say("survey " + surveyId + ": " + Words.count(count, "machine", "machines") + ", " + parallel + " at once");
    }

    @Override
    public void hear(RunEvent event) {
        if (quiet) new QuietReporter(err).hear(event);
        if (event instanceof RunEvent.AttemptStarted started) underWay.put(started.number(), started.offer());
        else if (event instanceof RunEvent.Looked looked) dollars.put(looked.number(), looked.costDollars());
        else if (event instanceof RunEvent.AttemptFailed failed) failures.put(failed.number(), failed.failure());
        else if (event instanceof RunEvent.Verified good) verified.put(good.number(), good.verified());
        else if (event instanceof RunEvent.CleanedUp gone) done(gone.number());
        else if (event instanceof RunEvent.MachineBarred barred)
            say("machine " + barred.machineId() + " barred: " + barred.reason());
        else if (event instanceof RunEvent.CeilingNear near) say("near a ceiling: " + near.detail());
        else if (event instanceof RunEvent.Unprotected bare && !quiet)
            say("WITHOUT PROTECTION: instance " + bare.instanceId() + ": the lease " + bare.what());
    }

    private void done(int number) {
        Offer offer = underWay.remove(number);
        if (offer == null) return;
        String what;
        if (verified.containsKey(number)) what = "works: " + Words.answered(verified.get(number));
        else if (failures.containsKey(number)) what = finding(failures.get(number));
        else {
            what = "broken off";
            stopping = true;
        }
        done++;
        say(String.format(
                "%d of %d, %d under way%s%s: machine %d (%s%s) %s",
                done,
                machines,
                underWay.size(),
                spent(),
                ahead(),
                offer.machineId(),
                offer.gpuName(),
                offer.country().map(country -> ", " + country).orElse(""),
                what));
    }

    private static String finding(Failure failure) {
        Finding finding = SurveyMachine.finding("failed", Optional.of(failure));
        return (finding == Finding.FAILS ? "fails: " : "no finding: ") + failure.signature() + " in " + failure.phase();
    }

    private String spent() {
        return ", "
                + Words.dollars(dollars.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum()) + " spent";
    }

    /** As fast as so far; nothing is ahead of one that is stopping. */
    private String ahead() {
        int left = machines - done;
        if (stopping || left <= 0 || done == 0 || began.isEmpty()) return "";
        Duration each = Duration.between(began.get(), clock.instant()).dividedBy(done);
        return ", about " + Words.duration(each.multipliedBy(left)) + " left";
    }

    private void say(String line) {
        if (quiet) return;
        err.println("vastctl: " + line);
        err.flush();
    }
}
