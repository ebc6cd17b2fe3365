package io.vastctl.memory;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries a whole memory from one database to another, whichever engines they have, and compares it row for row. */
public final class StateCopy {

    private static final int AT_ONCE = 500;

    /** How many rows a table has. */
    public record Rows(String table, long rows) {}

    private StateCopy() {}

    /** Every table, each after those that it refers to. */
    public static List<Rows> count(Database database) {
        return database.snapshot("count the rows", StateCopy::count);
    }

    private static List<Rows> count(Session session) throws SQLException {
        List<Rows> counts = new ArrayList<>();
        for (Table table : Table.ALL)
            counts.add(new Rows(table.name(), session.number("SELECT COUNT(*) FROM " + table.name())));
        return counts;
    }

    /**
     * Copies every row, and then reads both sides again and compares. All of it is there afterwards, or nothing: as it stood
     * at one moment, when the copy began. Others write to the source meanwhile and wait for nothing; what they write is not
     * in the copy.
     *
     * @return what was copied
     * @throws StoreException if the target has rows already, or a row is not there as it was
     */
    public static List<Rows> copy(Database from, Database to) {
        return copy(from, to, table -> {});
    }

    /** @param filled hears of each table whose rows were copied */
    static List<Rows> copy(Database from, Database to, Consumer<Table> filled) {
        return from.snapshot(
                "copy " + from.name(),
                source -> to.writeAtLength("copy to " + to.name(), target -> {
                    requireEmpty(to, target);
                    for (Table table : Table.ALL) {
                        fill(source, target, table);
                        Optional<String> renumber = to.renumber(table);
                        if (renumber.isPresent()) target.number(renumber.get());
                        filled.accept(table);
                    }
                    for (Table table : Table.ALL) compare(source, target, table);
                    return count(target);
                }));
    }

    private static void requireEmpty(Database to, Session target) throws SQLException {
        for (Rows table : count(target))
            if (table.rows() > 0) throw StoreException.notEmpty(to.name(), table.table(), table.rows());
    }

    private static void fill(Session source, Session target, Table table) throws SQLException {
        List<Object[]> waiting = new ArrayList<>();
        try (TableRows rows = TableRows.of(source, table)) {
            for (Optional<List<Object>> row = rows.next(); row.isPresent(); row = rows.next()) {
                waiting.add(row.get().toArray());
                if (waiting.size() < AT_ONCE) continue;
                target.updateAll(table.insert(), waiting);
                waiting.clear();
            }
        }
        target.updateAll(table.insert(), waiting);
    }

    private static void compare(Session source, Session target, Table table) throws SQLException {
        try (TableRows here = TableRows.of(source, table);
                TableRows there = TableRows.of(target, table)) {
            Optional<List<Object>> row = here.next();
            for (long number = 1; row.isPresent(); number++, row = here.next())
                if (!row.equals(there.next()))
                    throw StoreException.failed(
                            "cannot copy: row " + number + " of " + table.name()
                                    + " is not there as it was; nothing was copied",
                            null);
            if (there.next().isPresent())
                throw StoreException.failed(
                        "cannot copy: " + table.name() + " has a row too many; nothing was copied", null);
        }
    }
}
