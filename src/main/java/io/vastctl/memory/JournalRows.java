package io.vastctl.memory;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.Intent;
import io.vastctl.memory.Journal.State;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The entries of the journal, in and out of their table. */
public final class JournalRows {

    private static final String COLUMNS =
            "label, run_id, attempt, offer_id, machine_id, host_id, dollars_per_hour, disk_dollars_per_hour,"
                    + " download_dollars_per_gb, upload_dollars_per_gb, origin, market, account_id, purpose,"
                    + " max_spend_dollars, deadline_at_ms, lease_ms, lease_until_ms, owner_id, state, instance_id,"
                    + " detail, created_at_ms, updated_at_ms, closed_at_ms, dollars_spent, spent_at_ms, returned_count,"
                    + " worst_dollars";

    private static final String ALL = COLUMNS + ", billed_dollars, billed_until_ms, billed_at_ms";

    private JournalRows() {}

    /** Returns 0 if the label is in use. */
    static int insert(Session session, Intent intent, String ownerId, Instant now) throws SQLException {
        return session.update(
                "INSERT INTO journal (" + COLUMNS + ") VALUES"
                        + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (label) DO NOTHING",
                intent.label(),
                intent.runId(),
                intent.attempt(),
                intent.offerId(),
                intent.machineId(),
                intent.hostId(),
                intent.dollarsPerHour(),
                intent.prices().diskDollarsPerHour(),
                intent.prices().downloadDollarsPerGb(),
                intent.prices().uploadDollarsPerGb(),
                intent.origin(),
                intent.market(),
                intent.accountId(),
                intent.purpose(),
                intent.bounds().maxSpendDollars(),
                intent.bounds().deadline(),
                intent.bounds().lease(),
                intent.bounds().leaseUntil(now),
                ownerId,
                State.INTENDED,
                OptionalLong.empty(),
                "",
                now,
                now,
                Optional.empty(),
                0.0,
                now,
                0,
                intent.bounds().worstDollars());
    }

    /**
     * Entries in the order of their creation.
     *
     * @param condition such as {@code WHERE label = ?}
     */
    public static List<Entry> list(Session session, String condition, Object... values) throws SQLException {
        return session.list(
                // The sign keeps the order from choosing the index: that is for the condition to do.
                "SELECT " + ALL + " FROM journal " + condition + " ORDER BY +created_at_ms, label",
                JournalRows::entry,
                values);
    }

    static Optional<Entry> find(Session session, String label) throws SQLException {
        return list(session, "WHERE label = ?", label).stream().findFirst();
    }

    /** The row as it is stored, with all its columns. */
    static List<List<Object>> raw(Session session, String label) throws SQLException {
        Table journal = Table.named("journal");
        int columns = journal.columns().size();
        return session.list(
                "SELECT " + String.join(", ", journal.columns()) + " FROM journal WHERE label = ?",
                row -> row.values(columns),
                label);
    }

    private static Entry entry(Row row) throws SQLException {
        return new Entry(
                intent(row),
                row.text("owner_id"),
                row.constant(State.class, "state"),
                row.optionalNumber("instance_id"),
                row.text("detail"),
                row.instant("created_at_ms"),
                row.instant("updated_at_ms"),
                row.optionalInstant("closed_at_ms"),
                row.optionalInstant("lease_until_ms"),
                row.decimal("dollars_spent"),
                row.instant("spent_at_ms"),
                row.integer("returned_count"),
                bill(row));
    }

    /** Empty as long as none was read. */
    static Optional<Bill> bill(Row row) throws SQLException {
        OptionalDouble dollars = row.optionalDecimal("billed_dollars");
        if (dollars.isEmpty()) return Optional.empty();
        return Optional.of(
                new Bill(dollars.getAsDouble(), row.optionalInstant("billed_until_ms"), row.instant("billed_at_ms")));
    }

    private static Intent intent(Row row) throws SQLException {
        double disk = row.decimal("disk_dollars_per_hour");
        return new Intent(
                row.text("label"),
                row.text("run_id"),
                row.integer("attempt"),
                row.number("offer_id"),
                row.number("machine_id"),
                row.number("host_id"),
                new Prices(
                        row.decimal("dollars_per_hour") - disk,
                        disk,
                        row.decimal("download_dollars_per_gb"),
                        row.decimal("upload_dollars_per_gb")),
                row.constant(Origin.class, "origin"),
                row.text("market"),
                row.optionalNumber("account_id"),
                row.constant(Purpose.class, "purpose"),
                new Bounds(
                        row.decimal("max_spend_dollars"),
                        row.optionalInstant("deadline_at_ms"),
                        row.duration("lease_ms"),
                        row.decimal("worst_dollars")));
    }
}
