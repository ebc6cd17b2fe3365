package io.vastctl.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was rented and may still be alive. The intent is on disk before the create request goes out,
 * so a rental is found again by its label whatever happens to this process.
 *
 * <p>Each entry has one owner, and only the owner writes to it: another process must take it over first. Saying
 * again what is already known changes nothing. Any step that does not follow from the recorded state throws {@link
 * IllegalStateException}; a step on an entry that is no longer ours, {@link TakenOverException}.
 */
public final class Journal {

    /** The owner of entries that were written before owners were. */
    public static final String NOBODY = "";

    /** Named one by one, so that an index finds them among all that are closed. */
    public static final String OPEN = Stream.of(State.values())
            .filter(state -> !state.isClosed())
            .map(State::name)
            .collect(Collectors.joining("', '", "state IN ('", "')"));

    private final Database database;
    private final String ownerId;
    private final JournalSteps steps;

    /** For those who only read; steps are those of {@link #NOBODY}. */
    public Journal(Database database) {
        this(database, NOBODY);
    }

    /** @param ownerId who makes the steps; registered with {@link Owners} */
    public Journal(Database database, String ownerId) {
        this.database = database;
        this.ownerId = ownerId;
        steps = new JournalSteps(database, ownerId);
    }

    public String ownerId() {
        return ownerId;
    }

    /** What the market itself says that closed rentals have cost. */
    public Bills bills() {
        return new Bills(database);
    }

    /**
     * Records that a create request is about to go out.
     *
     * @throws IllegalStateException if the label was used before
     * @throws TakenOverException if another process took this one for dead: nothing may be sent
     * @throws StoreException also if a newer vastctl has brought the tables up to date meanwhile: nothing may be sent
     */
    public void intend(Intent intent) {
        steps.intend(intent);
    }

    /**
     * The same unless somebody objects to it, who sees the journal as it is then: nobody writes in between.
     *
     * @param asked which of the closed rentals are shown, and which summed up; every open one is shown
     * @param objection judges the entries of all markets, oldest first; asks nobody else
     * @return the objection; empty if the intent is on disk
     * @throws IllegalStateException if the label was used before
     * @throws TakenOverException if another process took this one for dead: nothing may be sent
     * @throws StoreException also if a newer vastctl has brought the tables up to date meanwhile: nothing may be sent
     */
    public <T> Optional<T> intend(Intent intent, Asked asked, Function<SoFar, Optional<T>> objection) {
        return steps.intend(intent, asked, objection);
    }

    /** The instance exists: the create answered, or a listing showed the label. */
    public void created(String label, long instanceId) {
        steps.step(label, State.CREATED, OptionalLong.of(instanceId), "");
    }

    /** A destroy request is about to go out. */
    public void destroying(String label) {
        steps.step(label, State.DESTROYING, OptionalLong.empty(), "");
    }

    /** The instance is proven gone. */
    public void gone(String label, String evidence) {
        steps.step(label, State.GONE, OptionalLong.empty(), evidence);
    }

    /** The create is proven to have made nothing. */
    public void absent(String label, String evidence) {
        steps.step(label, State.ABSENT, OptionalLong.empty(), evidence);
    }

    /**
     * The destroy was asked for, and the instance is still there.
     *
     * @param evidence what was tried and what came back
     */
    public void leaked(String label, String evidence) {
        steps.step(label, State.LEAKED, OptionalLong.empty(), evidence);
    }

    /**
     * Nobody can tell whether the instance exists.
     *
     * @param evidence what was tried and what came back
     */
    public void unknown(String label, String evidence) {
        steps.step(label, State.UNKNOWN, OptionalLong.empty(), evidence);
    }

    /** The instance runs on purpose. */
    public void kept(String label) {
        steps.step(label, State.KEPT, OptionalLong.empty(), "");
    }

    /**
     * A good listing shows the instance of a closed entry. The entry is ours from here on, whoever had it.
     *
     * @param instanceId the one that is seen, which may be another than was known
     * @throws IllegalStateException if the entry is not closed: another process found it first
     */
    public void returned(String label, long instanceId, String evidence) {
        steps.returned(label, instanceId, evidence);
    }

    /**
     * What the rental has cost up to now.
     *
     * @param dollars USD since its creation, as last reckoned
     */
    public void spent(String label, double dollars) {
        steps.change(label, "dollars_spent = ?, spent_at_ms = ?", dollars, database.now());
    }

    /**
     * The instance tells another price than its offer did.
     *
     * @param dollarsPerHour USD per hour with the disk; what nobody reckoned yet counts with it
     */
    public void priced(String label, double dollarsPerHour) {
        steps.change(label, "dollars_per_hour = ?", dollarsPerHour);
    }

    /** The lease was renewed: without another renewal it ends at that moment of the market's time. */
    public void renewed(String label, Instant leaseUntil) {
        steps.change(label, "lease_until_ms = ?", leaseUntil);
    }

    /** Whatever may still be alive, oldest first. */
    public List<Entry> open() {
        return database.read("read the journal", session -> JournalRows.list(session, "WHERE " + OPEN));
    }

    /** What was proven gone or absent at that moment or later, oldest first: it may come back. */
    public List<Entry> closedSince(Instant since) {
        return database.read(
                "read the journal", session -> JournalRows.list(session, "WHERE closed_at_ms >= ?", since));
    }

    /** USD of the closed rentals of that market that fall to the time since then. A rental's cost is spread evenly over its life. */
    public double closedDollars(String market, Instant since) {
        return database.read("read the journal", session -> ClosedCosts.since(session, market, since));
    }

    /** Every rental intended at that moment or later, open and closed, oldest first. */
    public List<Entry> intendedSince(Instant since) {
        return database.read(
                "read the journal", session -> JournalRows.list(session, "WHERE created_at_ms >= ?", since));
    }

    /** Those of that run, oldest first. */
    public List<Entry> ofRun(String runId) {
        return database.read("read the journal", session -> JournalRows.list(session, "WHERE run_id = ?", runId));
    }

    /** Those that had that instance, oldest first: a market that was started anew counts from the same number. */
    public List<Entry> ofInstance(long instanceId) {
        return database.read(
                "read the journal", session -> JournalRows.list(session, "WHERE instance_id = ?", instanceId));
    }

    public Optional<Entry> find(String label) {
        return database.read("read the journal", session -> JournalRows.find(session, label));
    }

    /** The same for a rental of this process, also while the server is away. */
    public Optional<Entry> recall(String label) {
        return database.recall("read the journal", session -> JournalRows.find(session, label));
    }

    /** What of this process's may still be alive, oldest first; also while the server is away. */
    public List<Entry> ownOpen() {
        return database.recall(
                "read the journal", session -> JournalRows.list(session, "WHERE owner_id = ? AND " + OPEN, ownerId));
    }

    /**
     * Waits in real time for the server that the journal is on.
     *
     * @return whether it is there again
     */
    public boolean awaitServer(Duration most) throws InterruptedException {
        return database.awaitServer(most);
    }

    /** Which labels are in the journal at all, closed ones of any age included. */
    public boolean knows(String label) {
        return find(label).isPresent();
    }

    /**
     * Takes every open entry of a dead owner on one market, in one transaction: of two that try, one gets them.
     * The dead owner is marked as ended, so that it notices if it was only asleep.
     *
     * @param dead as it was when it was found dead; a sign of life since then stops the takeover
     * @return what is ours now, oldest first
     */
    public List<Entry> takeOver(OwnerRow dead, String market, Instant wallNow) {
        return steps.takeOver(dead, market, wallNow);
    }

    /**
     * Takes over one entry as it was read.
     *
     * @return false if another process was faster
     */
    public boolean claim(Entry entry) {
        String label = entry.intent().label();
        return database.acquire(
                        "take over " + label,
                        session -> session.update(
                                "UPDATE journal SET owner_id = ? WHERE label = ? AND owner_id = ? AND state = ?",
                                ownerId,
                                label,
                                entry.ownerId(),
                                entry.state()),
                        changed -> changed > 0 ? List.of(label) : List.of())
                > 0;
    }

    /** Whether another rental on the same market was seen alive within that time, so that a listing must not be empty. */
    public boolean othersLive(String label, Duration within) {
        return database.recall("read the journal", session -> {
            Optional<Entry> own = JournalRows.find(session, label);
            if (own.isEmpty()) return false;
            return session.number(
                            "SELECT COUNT(*) FROM journal WHERE state = ? AND market = ? AND label <> ?"
                                    + " AND spent_at_ms > created_at_ms AND spent_at_ms >= ?",
                            State.CREATED,
                            own.get().intent().market(),
                            label,
                            database.now().minus(within))
                    > 0;
        });
    }

    /**
     * What somebody needs to know who may object to a rental.
     *
     * @param closedSince how far back the closed entries go that are shown
     * @param market whose closed rentals are summed up
     * @param sumsSince from which moments on
     */
    public record Asked(Instant closedSince, String market, Set<Instant> sumsSince) {

        public Asked {
            sumsSince = Set.copyOf(sumsSince);
        }
    }

    /**
     * The journal while nobody else writes.
     *
     * @param entries of all markets, oldest first
     * @param closedDollars as {@link #closedDollars(String, Instant)} has them, by moment
     */
    public record SoFar(List<Entry> entries, Map<Instant, Double> closedDollars) {

        public SoFar {
            entries = List.copyOf(entries);
            closedDollars = Map.copyOf(closedDollars);
        }
    }

    /**
     * One create request that is about to go out.
     *
     * @param label names this rental only
     * @param attempt within the run, from 1
     * @param market {@code real}, the address of another market's API, or the name of one that ends with this
     *     process; entries are settled on their own market only
     * @param accountId who pays, so that no other account's listing is taken for evidence; empty if unknown
     */
    public record Intent(
            String label,
            String runId,
            int attempt,
            long offerId,
            long machineId,
            long hostId,
            Prices prices,
            Origin origin,
            String market,
            OptionalLong accountId,
            Purpose purpose,
            Bounds bounds) {

        /** USD per hour while running, without traffic. */
        public double dollarsPerHour() {
            return prices.dollarsPerHour();
        }
    }

    /**
     * What is known of one rental. Times are the market's.
     *
     * @param ownerId the process that looks after it, or did
     * @param instanceId empty until an answer or a listing named it
     * @param detail the evidence for the state, where there is any
     * @param createdAt when it was intended
     * @param leaseUntil when the machine ends itself unless the lease is renewed; empty without a lease
     * @param dollarsSpent USD, as reckoned at {@code spentAt}
     * @param returned how often it was found alive after it had been proven gone
     * @param bill what the market itself said of a closed rental; empty as long as it said nothing
     */
    public record Entry(
            Intent intent,
            String ownerId,
            State state,
            OptionalLong instanceId,
            String detail,
            Instant createdAt,
            Instant updatedAt,
            Optional<Instant> closedAt,
            Optional<Instant> leaseUntil,
            double dollarsSpent,
            Instant spentAt,
            int returned,
            Optional<Bill> bill) {

        private static final double MILLIS_PER_HOUR = 3_600_000;

        public String label() {
            return intent.label();
        }

        public boolean isOpen() {
            return !state.isClosed();
        }

        /** USD up to now, as the market billed it if it is closed and the bill can be relied on, else as reckoned. */
        public double dollars(Instant now) {
            double reckoned = reckonedDollars(now);
            if (bill.isEmpty() || closedAt.isEmpty()) return reckoned;
            double billed = bill.get().dollars();
            return bill.get().covers(closedAt.get()) ? billed : Math.max(billed, reckoned);
        }

        /** Whether {@link #dollars} comes from a bill. */
        public boolean isBilled() {
            return closedAt.isPresent()
                    && bill.filter(read -> read.covers(closedAt.get())).isPresent();
        }

        /** USD up to now, taking what nobody reckoned for time at the full price. */
        public double reckonedDollars(Instant now) {
            if (!isOpen() || instanceId.isEmpty()) return dollarsSpent;
            long millis = Math.max(0, Duration.between(spentAt, now).toMillis());
            return dollarsSpent + intent.dollarsPerHour() * millis / MILLIS_PER_HOUR;
        }

        Entry ownedBy(String newOwner) {
            return new Entry(
                    intent,
                    newOwner,
                    state,
                    instanceId,
                    detail,
                    createdAt,
                    updatedAt,
                    closedAt,
                    leaseUntil,
                    dollarsSpent,
                    spentAt,
                    returned,
                    bill);
        }
    }

    /** Where a rental stands. All but {@link #GONE} and {@link #ABSENT} may cost money. */
    public enum State {
        /** A create request is about to go out, or went out and was not answered yet. */
        INTENDED,
        /** The instance exists. */
        CREATED,
        /** A destroy request is about to go out, or is not proven to have worked yet. */
        DESTROYING,
        /** Proven gone. */
        GONE,
        /** Proven never to have existed. */
        ABSENT,
        /** Asked to go, and still there. */
        LEAKED,
        /** Nobody can tell whether it exists. */
        UNKNOWN,
        /** Runs on purpose. */
        KEPT,
        /** A good listing shows it although it was proven gone or absent. */
        RETURNED;

        public boolean isClosed() {
            return this == GONE || this == ABSENT;
        }
    }
}
