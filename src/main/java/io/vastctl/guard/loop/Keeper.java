package io.vastctl.guard.loop;

import io.vastctl.guard.Decision;
import io.vastctl.guard.Guard;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rental;
import io.vastctl.memory.TakenOverException;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.memory.guard.GuardDecisionRow;
import io.vastctl.memory.guard.GuardLease;
import io.vastctl.memory.guard.GuardOrders;
import io.vastctl.memory.guard.GuardTick;
import io.vastctl.memory.guard.GuardVentures;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One guard of one plan: each tick looks, decides, writes down, and acts, in this order. What it knows is on disk
 * before anything is done, so that another one may go on from any point.
 */
public final class Keeper implements AutoCloseable {

    /** Looks in which nothing was done are many, and of interest for a shorter time. */
    private static final Duration TELLING = Duration.ofDays(1);

    private static final Duration WAIT = Duration.ofSeconds(10);
    /** While it waits for the next tick. */
    private static final Duration BETWEEN_SIGNS = Duration.ofMinutes(1);
    /** What a signal leaves to what goes on beside the loop: to prove two machines gone, one after the other. */
    private static final Duration LONGEST_END = Duration.ofMinutes(12);

    private final GuardWorld world;
    private final Post post;
    private final Hold hold;
    private final Runnable sign;
    private final GuardBook book;
    private final Orders orders;
    private final GuardVentures ventures;
    private final Estate estate;
    private final Clocks clocks;
    private final Fleet fleet;
    private final Observer observer;
    private final Hands hands;
    private final Matters matters = new Matters();
    private final Duration keep;
    private final Outage outage;
    private Optional<Books> lastBooks = Optional.empty();
    private Memory memory = Memory.NOTHING;

    /**
     * What one tick saw, and what it decided.
     *
     * @param plan by which it was decided: the file's, with the endpoints empty that the operator wants empty
     */
    public record Tick(Plan plan, Observation seen, Vitals vitals, List<Decision> decisions) {

        /** The decisions as they are stored. */
        public List<GuardDecisionRow> rows() {
            return decisions.stream()
                    .map(decision -> new GuardDecisionRow(
                            seen.at(),
                            decision.rule().name(),
                            Deeds.word(decision.action()),
                            Deeds.subject(decision.action()),
                            Deeds.endpoint(decision.action(), plan, seen.rentals()),
                            decision.reason(),
                            GuardJson.write((Record) decision.action())))
                    .toList();
        }
    }

    /** @param keep for how long what was seen and decided is kept */
    public Keeper(GuardWorld world, Post post, Duration keep) {
        this(world, post, keep, () -> {});
    }

    /** @param sign called at each step that ends, and at least each minute while it waits */
    public Keeper(GuardWorld bare, Post post, Duration keep, Runnable sign) {
        this.post = post;
        this.keep = keep;
        this.sign = sign;
        outage = new Outage(bare.teller());
        hold = new Hold(bare.database(), post, bare.market().clock());
        world = bare.withLimit(new KeptLimit(bare.limit(), bare.relay().first(), this::stay, bare.teller()::happened));
        book = new GuardBook(world.database());
        orders = new Orders(new GuardOrders(world.database(), post.guard()));
        ventures = new GuardVentures(world.database(), post.guard());
        estate = new Estate(ventures, world.market().clock());
        clocks = new Clocks(world.market().clock(), world.steady());
        fleet = new Fleet(world);
        Renter renter = new Renter(world, post, ventures, fleet);
        observer = new Observer(world, fleet, renter::isEnding);
        hands = new Hands(world, ventures, fleet, renter);
    }

    /**
     * Takes the plan.
     *
     * @return the lease of another guard that keeps it; empty if it is ours now
     */
    public Optional<GuardLease> enter() {
        return hold.take();
    }

    /**
     * When a guard of the plan last ended because it was told to: if that changes while somebody stands by, the order was
     * for all of them.
     *
     * @throws io.vastctl.memory.StoreException if it cannot be read
     */
    public Optional<Instant> lastOrderedEnd() {
        return orders.lastEnd();
    }

    /** Lets go of a plan that was taken, and on which nothing was done yet. */
    public void giveWay() {
        outage.tried(hold::release);
    }

    /** Goes on: says so, and holds the plan. */
    private void stay() {
        sign.run();
        outage.tried(hold::keep);
    }

    /**
     * Waits for the next tick, and holds the plan meanwhile.
     *
     * @throws TakenOverException if another guard holds the plan by now
     */
    public void rest(Duration length) throws InterruptedException {
        Duration left = length;
        while (left.compareTo(BETWEEN_SIGNS) > 0) {
            stay();
            world.relay().first().sleep(BETWEEN_SIGNS);
            left = left.minus(BETWEEN_SIGNS);
        }
        stay();
        world.relay().first().sleep(left);
        sign.run();
    }

    /** Takes on what an earlier guard of the plan left, once a sweep has settled what it had not finished renting. */
    public void begun() {
        if (!post.dryRun()) estate.settle();
        memory = remembered();
        fleet.restore(memory.addresses());
    }

    private Memory remembered() {
        try {
            return book.memory(post.guard())
                    .map(json -> GuardJson.read(json, Memory.class))
                    .orElse(Memory.NOTHING);
        } catch (IllegalArgumentException e) {
            world.teller().happened(e.getMessage() + "; the guard begins without it");
            return Memory.NOTHING;
        }
    }

    /**
     * One tick. A database that fails it is told of once; meanwhile machines are looked at, and critical heat is ended.
     *
     * @throws TakenOverException if another guard holds the plan by now: this one has nothing to do here any more
     * @throws io.vastctl.memory.StoreException if not even the first tick could read what is rented
     */
    public Tick tick(Plan plan) throws InterruptedException {
        sign.run();
        outage.next();
        outage.tried(hold::require);
        world.checkpoint().reached(Checkpoint.Point.HELD);
        Plan ordered = outage.asked(() -> orders.over(plan)).orElse(plan);
        Optional<Duration> jump = clocks.jump();
        jump.ifPresent(by -> memory = memory.moved(by));
        Instant begun = world.market().clock().instant();
        if (!post.dryRun()) outage.tried(() -> takeOn(begun, jump));
        Books books = books(begun);
        Observation seen = observer.look(ordered, memory, books, jump);
        world.checkpoint().reached(Checkpoint.Point.OBSERVED);
        List<Decision> decisions = Guard.decide(seen, ordered, seen.at());
        world.checkpoint().reached(Checkpoint.Point.DECIDED);
        Tick tick = new Tick(ordered, seen, observer.vitals(), decisions);
        Memory before = memory;
        memory = Memory.of(seen, after(seen, decisions), fleet.addresses(), before);
        if (!post.dryRun() && !outage.isNow()) outage.tried(() -> store(tick));
        List<Decision> left = outage.left(decisions);
        List<Rental> after = after(seen, left);
        memory = Memory.of(seen, after, fleet.addresses(), before);
        world.checkpoint().reached(Checkpoint.Point.STORED);
        tell(left);
        if (!post.dryRun()) outage.tried(() -> hands.act(left, seen, books.entries(), ordered));
        fleet.keepOnly(after.stream().map(Rental::instanceId).collect(Collectors.toCollection(HashSet::new)));
        outage.over();
        sign.run();
        return tick;
    }

    private List<Rental> after(Observation seen, List<Decision> decisions) {
        return post.dryRun() ? seen.rentals() : Deeds.after(seen.rentals(), decisions, seen.at());
    }

    private void takeOn(Instant now, Optional<Duration> jump) {
        Books.claim(ventures, world.memory().journal(), now);
        jump.ifPresent(by -> Books.move(ventures, world.memory().journal(), now, by));
    }

    /** As they are, or as they were when they could be read last. */
    private Books books(Instant now) {
        Optional<Books> read = outage.asked(() -> Books.read(ventures, now));
        lastBooks =
                read.or(() -> lastBooks.map(last -> new Books(last.ventures(), last.entries(), last.mishaps(), now)));
        return outage.orThrow(lastBooks);
    }

    private void store(Tick tick) {
        GuardTick stored = new GuardTick(
                post.guard(),
                tick.seen().at(),
                GuardJson.write(tick.plan()),
                GuardJson.write(tick.seen()),
                GuardJson.write(tick.vitals()),
                tick.rows());
        book.store(stored, post.holderId(), tick.decisions().stream().anyMatch(Deeds::acts), GuardJson.write(memory));
    }

    private void tell(List<Decision> decisions) {
        decisions.stream().filter(Deeds::acts).forEach(world.teller()::decided);
        matters.news(decisions, world.steady().reading()).forEach(world.teller()::told);
    }

    /** What the operator told it to do, once that can be ended for: to stop at once, or once nothing is rented. */
    public boolean isToEnd() {
        return outage.asked(() -> orders.toStop() || (orders.toDestroy() && isEmpty()))
                .orElse(false);
    }

    /** Whether it was told to give everything back, and has not done so yet. */
    public boolean isToDestroy() {
        return outage.asked(() -> !post.dryRun() && orders.toDestroy() && !isEmpty())
                .orElse(false);
    }

    /** Whether nothing that it rented may be alive. */
    public boolean isEmpty() {
        return estate.isEmpty();
    }

    /** Whether something goes on beside the loop, such as a rent. */
    public boolean isAtWork() {
        return !world.relay().isAlone();
    }

    /**
     * Waits until what goes on beside the loop is over, and holds the plan meanwhile. An interruption is passed on to it, and
     * in the flag afterwards.
     *
     * @param waiting told each time that it waits on
     * @return whether it is over; after an interruption it is waited for 12 minutes at most
     */
    public boolean awaitWork(Runnable waiting) {
        Optional<Duration> interrupted = Optional.empty();
        boolean late = false;
        while (!world.relay().isAlone() && !late) {
            try {
                sign.run();
                waiting.run();
                outage.tried(hold::take);
                world.relay().first().sleep(WAIT);
            } catch (InterruptedException e) {
                if (interrupted.isEmpty())
                    interrupted = Optional.of(world.steady().reading());
                world.relay().first().interruptOthers();
            }
            late = interrupted
                    .filter(at -> world.steady().reading().minus(at).compareTo(LONGEST_END) > 0)
                    .isPresent();
        }
        if (interrupted.isPresent()) Thread.currentThread().interrupt();
        return world.relay().isAlone();
    }

    /** The same, with nobody to be told. */
    public void awaitWork() {
        awaitWork(() -> {});
    }

    /** What goes on under its lease when the guard ends, by label. */
    public List<String> kept() {
        return estate.kept();
    }

    /** What was to be gone, or is not known to have come to anything, and may be alive when the guard ends, by label. */
    public List<String> unproven() {
        return estate.unproven();
    }

    /** Drops what is older than it is to be kept. */
    public void forget() {
        Instant now = world.market().clock().instant();
        Duration telling = keep.compareTo(TELLING) < 0 ? keep : TELLING;
        outage.tried(() -> book.forget(post.guard(), now.minus(keep), now.minus(telling)));
    }

    /** Lets go of the plan; what is rented stays under its lease. Work beside the loop is to be over by then. */
    public void leave() {
        if (post.dryRun()) return;
        outage.tried(() -> orders.carriedOut(isEmpty()));
        outage.tried(hold::release);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
