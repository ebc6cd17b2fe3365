package io.vastctl.cli.rent;

import io.vastctl.cli.text.Words;
import io.vastctl.offer.Offer;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Hedge;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.RunResult;
import io.vastctl.ranking.Ranked;
import io.vastctl.readiness.Verdict;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result of a run for people. */
public final class RunReport {
    private RunReport() {}

    private static final int EVIDENCE = 140;

    static String of(RunResult result) {
        StringBuilder text = new StringBuilder();
        result.offers().ifPresent(ranked -> text.append(offers(ranked)));
        result.attempts().forEach(attempt -> text.append(attempt(attempt)));
        result.hedges().forEach(hedge -> text.append(hedge(hedge)));
        result.noHedge().forEach(why -> text.append("Hedge     none: " + why + System.lineSeparator()));
        return text.append(verdict(result)).toString();
    }

    public static String offers(Ranked ranked) {
        String excluded = ranked.excludedByGate().entrySet().stream()
                .map(gate -> gate.getKey() + " " + gate.getValue())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "Offers    %d seen, %d eligible%s%n",
                ranked.seen(),
                ranked.eligible().size(),
                excluded.isEmpty() ? "" : "; excluded by " + excluded);
    }

    private static String attempt(AttemptResult attempt) {
        Offer offer = attempt.offer();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Attempt %d %s on machine %d (host %d, %s, %s/h): %s%n",
                attempt.number(),
                attempt.outcome().replace('_', ' '),
                offer.machineId(),
                offer.hostId(),
                offer.gpuName(),
                Words.dollars(attempt.dollarsPerHour()),
                cleanup(attempt)));
        attempt.failure().ifPresent(failure -> text.append(failure(failure)));
        if (attempt.counts()) text.append(phases(attempt));
        return text.toString();
    }

    private static String hedge(Hedge hedge) {
        return String.format(
                Locale.ROOT,
                "Hedge     attempt %d began beside attempt %d: %s%n",
                hedge.number(),
                hedge.besides(),
                hedge.slowness().sentence());
    }

    private static String cleanup(AttemptResult attempt) {
        String cost = ", " + Words.dollars(attempt.costDollars());
        return switch (attempt.cleanup()) {
            case NONE -> "nothing rented";
            case DESTROYED -> "destroyed" + cost;
            case KEPT -> "kept, still billing" + cost;
            case LEAKED -> "NOT destroyed, still there" + cost;
            case UNKNOWN -> "NOT proven destroyed" + cost;
        };
    }

    private static String failure(Failure failure) {
        return String.format(
                Locale.ROOT,
                "          %s %s in %s, blames %s%n          %s%n",
                failure.failureClass(),
                failure.signature(),
                failure.phase(),
                failure.blames().word(),
                Words.firstLine(failure.evidence(), EVIDENCE));
    }

    private static String phases(AttemptResult attempt) {
        String times = attempt.phases().stream().map(RunReport::phase).collect(Collectors.joining(", "));
        return "          " + times + System.lineSeparator();
    }

    private static String phase(PhaseTime time) {
        return time.phase() + " " + Words.duration(time.duration());
    }

    private static String verdict(RunResult result) {
        if (result.outcome() == RunOutcome.READY) return ready(result);
        return String.format(
                Locale.ROOT,
                "Result    %s: %s; spent %s%n",
                result.outcome().word().replace('_', ' '),
                result.message(),
                Words.dollars(result.costDollars()));
    }

    private static String ready(RunResult result) {
        Verdict.Verified verified = result.attempts().stream()
                .flatMap(attempt -> attempt.verified().stream())
                .findFirst()
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "Result    verified%s in %s: %s; spent %s%n",
                verified.tunnelled() ? " through the SSH tunnel" : "",
                Words.duration(result.timeToReady().orElse(Duration.ZERO)),
                Words.answered(verified),
                Words.dollars(result.costDollars()));
    }
}
