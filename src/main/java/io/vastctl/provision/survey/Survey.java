package io.vastctl.provision.survey;

import io.vastctl.memory.survey.SurveyBook;
import io.vastctl.offer.Offer;
import io.vastctl.provision.Choice;
import io.vastctl.provision.OfferSearch;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.ShieldedListener;
import io.vastctl.provision.Surroundings;
import io.vastctl.ranking.Exclusion;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.ranking.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verifies many machines of the market, several at once: each is one attempt as a {@code test} makes it, destroyed as
 * soon as it answered or failed. A few threads make the steps of all attempts in turn.
 */
public final class Survey {

    /** The command of its runs. */
    public static final String COMMAND = "survey";

    /**
     * A machine to verify.
     *
     * @param position its turn in the survey, from 1
     */
    public record Candidate(int position, RankedOffer offer) {}

    /**
     * What one run of a survey is to do.
     *
     * @param surveyId it is noted under this id already
     * @param ranked the choice as it stood when this run began
     * @param todo the machines that are left, in the order of their turns
     * @param parallel how many are under way at once at most
     * @param spentDollars USD that earlier runs of this survey have cost: the ceiling counts them
     * @param worked how many machines earlier runs found to work
     */
    public record Order(
            String surveyId,
            RunRequest request,
            Ranked ranked,
            List<Candidate> todo,
            int parallel,
            double spentDollars,
            long worked) {
        public Order {
            todo = List.copyOf(todo);
        }
    }

    private final Surroundings world;
    private final RunMemory memory;
    private final SurveyBook book;
    private final RunEvent.Listener listener;
    private final Function<Surroundings, Relay> relays;

    private Survey(
            Surroundings world,
            RunMemory memory,
            SurveyBook book,
            RunEvent.Listener listener,
            Function<Surroundings, Relay> relays) {
        this.world = world;
        this.memory = memory;
        this.book = book;
        this.listener = new ShieldedListener(listener);
        this.relays = relays;
    }

    /** One whose clock moves by itself. */
    public static Survey inRealTime(Surroundings world, RunMemory memory, SurveyBook book, RunEvent.Listener listener) {
        return new Survey(world, memory, book, listener, where -> Relay.inRealTime(where.clock(), where.sleeper()));
    }

    /**
     * One in either time.
     *
     * @param flows whether the clock moves by itself
     */
    public static Survey in(
            Surroundings world, RunMemory memory, SurveyBook book, RunEvent.Listener listener, boolean flows) {
        return flows ? inRealTime(world, memory, book, listener) : inVirtualTime(world, memory, book, listener);
    }

    /** One whose clock stands still unless somebody sleeps. */
    public static Survey inVirtualTime(
            Surroundings world, RunMemory memory, SurveyBook book, RunEvent.Listener listener) {
        return new Survey(world, memory, book, listener, where -> new Relay(where.clock(), where.sleeper()));
    }

    /** One whose threads share a relay with others; begun by the first thread of it. */
    public static Survey over(
            Relay relay, Surroundings world, RunMemory memory, SurveyBook book, RunEvent.Listener listener) {
        return new Survey(world, memory, book, listener, where -> relay);
    }

    /**
     * The offers as they are now, ranked; rents nothing.
     *
     * @param machines how many are wanted: the more, the more offers are asked for
     */
    public Ranked look(RunRequest request, int machines) throws InterruptedException {
        return new OfferSearch(world.api(), memory.recollection(), world.clock())
                .search(request.demand(), request.origin(), Choice.ENOUGH_OFFERS, OfferSearch.limitFor(machines));
    }

    /** The machines that a new survey would verify. */
    public static List<Candidate> sample(Ranked ranked, Sample how, int count, long seed) {
        List<Candidate> chosen = new ArrayList<>();
        for (RankedOffer offer : how.of(ranked.eligible(), count, seed))
            chosen.add(new Candidate(chosen.size() + 1, offer));
        return chosen;
    }

    /** By machine, the best of its offers that pass. */
    public static Map<Long, RankedOffer> byMachine(Ranked ranked) {
        return ranked.eligible().stream()
                .collect(Collectors.toMap(
                        offer -> offer.offer().machineId(), Function.identity(), (best, other) -> best));
    }

    /** The machines of all offers that were seen, those that do not pass included. */
    public static Set<Long> seen(Ranked ranked) {
        return Stream.concat(
                        ranked.eligible().stream().map(RankedOffer::offer),
                        ranked.excluded().stream().map(Exclusion::offer))
                .map(Offer::machineId)
                .collect(Collectors.toSet());
    }

    /** How far apart two listings are; one for all who are waited for. */
    static Duration listingInterval(Surroundings world) {
        Duration asTold = world.limits().interval();
        Duration least = Duration.ofSeconds(10);
        return asTold.compareTo(least) > 0 ? asTold : least;
    }

    /** Runs to the end; trouble of every kind is in the result. An interruption too, after giving everything back. */
    public RunResult run(Order order) {
        Relay relay = relays.apply(world);
        RunResult result = new Fieldwork(world, memory, book, listener, relay, order).toTheEnd();
        listener.hear(new RunEvent.Finished(result));
        return result;
    }
}
