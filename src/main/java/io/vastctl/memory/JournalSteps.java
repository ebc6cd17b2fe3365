package io.vastctl.memory;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.Intent;
import io.vastctl.memory.Journal.State;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Writes the steps of one owner into the journal; what they mean stands on {@link Journal}. */
final class JournalSteps {

    private final Database database;
    private final String ownerId;
    /** Intents that may have been noted although nobody said so. */
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

    JournalSteps(Database database, String ownerId) {
        this.database = database;
        this.ownerId = ownerId;
    }

    void intend(Intent intent) {
        noting(
                intent,
                session -> {
                    if (!isThere(session, intent.label())) insert(session, intent);
                    return true;
                },
                noted -> true);
    }

    /** Reads, judges and writes in one transaction, so that no two runners take the same last room. */
    <T> Optional<T> intend(Intent intent, Journal.Asked asked, Function<Journal.SoFar, Optional<T>> objection) {
        return noting(
                intent,
                session -> {
                    if (isThere(session, intent.label())) return Optional.empty();
                    Optional<T> refused = objection.apply(soFar(session, asked));
                    if (refused.isEmpty()) insert(session, intent);
                    return refused;
                },
                Optional::isEmpty);
    }

    private static Journal.SoFar soFar(Session session, Journal.Asked asked) throws SQLException {
        Map<Instant, Double> closed = new HashMap<>();
        for (Instant since : asked.sumsSince()) closed.put(since, ClosedCosts.since(session, asked.market(), since));
        return new Journal.SoFar(
                JournalRows.list(session, "WHERE " + Journal.OPEN + " OR closed_at_ms >= ?", asked.closedSince()),
                closed);
    }

    private <T> T noting(Intent intent, Database.Work<T> work, Predicate<T> noted) {
        String label = intent.label();
        try {
            T done = database.acquire(
                    "note the intent " + label,
                    session -> {
                        database.requireOwnSchema(session);
                        requireAtWork(session);
                        return work.run(session);
                    },
                    result -> noted.test(result) ? List.of(label) : List.of());
            unanswered.remove(label);
            return done;
        } catch (StoreException e) {
            unanswered.add(label);
            throw e;
        }
    }

    private void insert(Session session, Intent intent) throws SQLException {
        if (JournalRows.insert(session, intent, ownerId, database.now()) == 0)
            throw new IllegalStateException("label " + intent.label() + " is in the journal already");
    }

    /** Whether only the answer to an earlier try was lost: nothing was sent since. */
    private boolean isThere(Session session, String label) throws SQLException {
        return unanswered.contains(label)
                && JournalRows.find(session, label)
                        .filter(entry -> entry.state() == State.INTENDED)
                        .filter(entry -> entry.ownerId().equals(ownerId))
                        .isPresent();
    }

    private void requireAtWork(Session session) throws SQLException {
        if (ownerId.equals(Journal.NOBODY)) return;
        boolean atWork = Owners.find(session, ownerId)
                .filter(owner -> owner.endedAt().isEmpty())
                .isPresent();
        if (!atWork)
            throw new TakenOverException(
                    "another process took this one for dead, after a pause of a minute or more; nothing more is rented");
    }

    void step(String label, State to, OptionalLong instanceId, String detail) {
        database.record("note in the journal that " + label + " is " + to, session -> {
            Entry entry = required(session, label);
            requireMine(entry);
            JournalRules.requireLegal(entry, to, instanceId);
            OptionalLong known = instanceId.isPresent() ? instanceId : entry.instanceId();
            Instant now = database.now();
            Optional<Instant> closed =
                    to.isClosed() ? Optional.of(entry.closedAt().orElse(now)) : Optional.empty();
            // The state is asked for again: on a server, another process may have been faster.
            return session.update(
                    "UPDATE journal SET state = ?, instance_id = ?, detail = ?, updated_at_ms = ?, closed_at_ms = ?"
                            + " WHERE label = ? AND state = ? AND owner_id = ?",
                    to,
                    known,
                    detail,
                    now,
                    closed,
                    label,
                    entry.state(),
                    ownerId);
        });
    }

    void returned(String label, long instanceId, String evidence) {
        String what = "note in the journal that " + label + " is back";
        database.acquire(
                what,
                session -> {
                    Entry entry = required(session, label);
                    JournalRules.requireFollows(entry, State.RETURNED);
                    return session.update(
                            "UPDATE journal SET state = ?, instance_id = ?, detail = ?, owner_id = ?, updated_at_ms = ?,"
                                    + " closed_at_ms = NULL, returned_count = returned_count + 1,"
                                    + " billed_dollars = NULL, billed_until_ms = NULL, billed_at_ms = NULL,"
                                    + " bill_asked_at_ms = NULL WHERE label = ?",
                            State.RETURNED,
                            instanceId,
                            evidence,
                            ownerId,
                            database.now(),
                            label);
                },
                done -> List.of(label));
    }

    void change(String label, String columns, Object... values) {
        database.record("note in the journal about " + label, session -> {
            requireMine(required(session, label));
            Object[] all = Arrays.copyOf(values, values.length + 2);
            all[values.length] = label;
            all[values.length + 1] = ownerId;
            return session.update("UPDATE journal SET " + columns + " WHERE label = ? AND owner_id = ?", all);
        });
    }

    List<Entry> takeOver(OwnerRow dead, String market, Instant wallNow) {
        return database.acquire(
                "take over the rentals of " + dead.ownerId(),
                session -> {
                    Optional<OwnerRow> now = Owners.find(session, dead.ownerId());
                    boolean livesOn = now.filter(row ->
                                    row.endedAt().isEmpty() && !row.heartbeat().equals(dead.heartbeat()))
                            .isPresent();
                    if (livesOn) return List.of();
                    session.update(
                            "UPDATE owners SET ended_at_ms = ? WHERE owner_id = ? AND ended_at_ms IS NULL",
                            wallNow,
                            dead.ownerId());
                    List<Entry> taken = JournalRows.list(
                            session, "WHERE owner_id = ? AND market = ? AND " + Journal.OPEN, dead.ownerId(), market);
                    session.update(
                            "UPDATE journal SET owner_id = ? WHERE owner_id = ? AND market = ? AND " + Journal.OPEN,
                            ownerId,
                            dead.ownerId(),
                            market);
                    return taken.stream().map(entry -> entry.ownedBy(ownerId)).toList();
                },
                taken -> taken.stream().map(Entry::label).toList());
    }

    private static Entry required(Session session, String label) throws SQLException {
        Optional<Entry> entry = JournalRows.find(session, label);
        if (entry.isEmpty() && session.isLocal())
            throw StoreException.away("the state's server is away, and " + label + " is not this process's", null);
        return entry.orElseThrow(() -> new IllegalStateException("label " + label + " is not in the journal"));
    }

    private void requireMine(Entry entry) {
        if (!entry.ownerId().equals(ownerId))
            throw new TakenOverException(
                    "another process looks after " + entry.intent().label() + " now");
    }
}
