package io.vastctl.cli.rent;

import io.vastctl.cli.live.Forecast;
import io.vastctl.cli.live.PhaseWords;
import io.vastctl.cli.live.RunStatus;
import io.vastctl.memory.PhaseSpread;
import io.vastctl.outcome.Phase;
import io.vastctl.provision.Cleanup;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunRequest;
import io.vastctl.ranking.RankedOffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Follows a run's events, and tells what it is doing at any moment. */
public final class RunWatch {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final Function<RunRequest, Map<Phase, PhaseSpread>> history;
    private final ZoneId zone;
    private final Map<Integer, WatchedRental> rentals = new TreeMap<>();
    private final Map<Long, Duration> ranked = new HashMap<>();
    private Instant startedAt;
    private String idle = "Looking at the account";
    private String last = "destroying it";
    private double maxDollars;
    private double spentBefore;
    private Forecast forecast = new Forecast(Map.of());

    /** @param history how long each phase of such a start took before */
    RunWatch(Function<RunRequest, Map<Phase, PhaseSpread>> history, ZoneId zone, Instant now) {
        this.history = history;
        this.zone = zone;
        startedAt = now;
    }

    /** Takes in an event. @return the lines that sum up attempts that ended with it */
    public List<String> hear(RunEvent event, Instant now) {
        if (event instanceof RunEvent.Started started) begin(started.request(), now);
        else if (event instanceof RunEvent.Ranking ranking)
            ranking.ranked().eligible().forEach(this::expect);
        else if (event instanceof RunEvent.AttemptStarted started) {
            List<String> lines = withoutRental(now);
            rentals.put(started.number(), new WatchedRental(started, now));
            return lines;
        } else if (event instanceof RunEvent.Finished) return withoutRental(now);
        else if (event instanceof RunEvent.Rented rented) of(rented.number()).ifPresent(WatchedRental::rented);
        else if (event instanceof RunEvent.Looked look) of(look.number()).ifPresent(one -> one.looked(look, now));
        else if (event instanceof RunEvent.Verified good)
            of(good.number()).ifPresent(one -> one.verified(good.verified(), now));
        else if (event instanceof RunEvent.AttemptFailed failed)
            of(failed.number()).ifPresent(one -> one.failed(failed.failure(), now));
        else if (event instanceof RunEvent.CleaningUp cleaning)
            of(cleaning.number()).ifPresent(one -> one.cleaningUp(cleaning, now));
        else if (event instanceof RunEvent.CleanedUp cleaned) return over(cleaned.number(), cleaned.cleanup(), now);
        return List.of();
    }

    private Optional<WatchedRental> of(int number) {
        return Optional.ofNullable(rentals.get(number));
    }

    private void begin(RunRequest request, Instant now) {
        startedAt = now;
        idle = "Looking for offers";
        last = request.command().equals("up") ? "keeping it" : "destroying it";
        maxDollars = request.ceilings().maxSpendDollars();
        forecast = new Forecast(history.apply(request));
    }

    private void expect(RankedOffer offer) {
        Duration whole = Duration.ofMillis((long) (offer.cost().expectedHours() * MILLIS_PER_HOUR));
        ranked.put(offer.offer().offerId(), whole);
    }

    private List<String> over(int number, Cleanup cleanup, Instant now) {
        WatchedRental rental = rentals.remove(number);
        if (rental == null) return List.of();
        spentBefore += rental.dollars(now);
        idle = rental.hasFailed() ? "Choosing the next offer" : "Coming to an end";
        return List.of(rental.summary(cleanup, now));
    }

    /** An offer that was gone leaves nothing to clean up, and its end is told by the beginning of the next attempt. */
    private List<String> withoutRental(Instant now) {
        List<Integer> refused = rentals.entrySet().stream()
                .filter(entry ->
                        entry.getValue().hasFailed() && !entry.getValue().isRented())
                .map(Map.Entry::getKey)
                .toList();
        return refused.stream()
                .flatMap(number -> over(number, Cleanup.NONE, now).stream())
                .toList();
    }

    public RunStatus status(Instant now) {
        return new RunStatus(
                Duration.between(startedAt, now),
                rentals.values().stream().map(rental -> rental.status(now)).toList(),
                spentBefore
                        + rentals.values().stream()
                                .mapToDouble(rental -> rental.dollars(now))
                                .sum(),
                rentals.values().stream()
                        .mapToDouble(WatchedRental::dollarsPerHour)
                        .sum(),
                maxDollars,
                expected(now),
                next());
    }

    /** Of several the first. */
    private Optional<RunStatus.Expected> expected(Instant now) {
        return rentals.values().stream()
                .filter(WatchedRental::onItsWay)
                .flatMap(rental ->
                        rental.remaining(forecast, Optional.ofNullable(ranked.get(rental.offerId())), now).stream())
                .min(Duration::compareTo)
                .map(left ->
                        new RunStatus.Expected(left, LocalTime.ofInstant(now.plus(left), zone), forecast.starts()));
    }

    private String next() {
        if (rentals.isEmpty()) return idle;
        Optional<WatchedRental> first =
                rentals.values().stream().filter(WatchedRental::onItsWay).findFirst();
        if (first.isPresent()) return PhaseWords.next(first.get().phase(), last);
        boolean another = rentals.values().stream().allMatch(WatchedRental::hasFailed);
        return another ? "choosing the next offer" : "the result";
    }
}
