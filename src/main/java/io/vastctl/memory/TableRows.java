package io.vastctl.memory;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of one table, one after the other and never all at once, in an order that holds on both engines. */
final class TableRows implements AutoCloseable {

    private static final int AT_ONCE = 500;

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final int columns;

    private TableRows(PreparedStatement statement, ResultSet rows, int columns) {
        this.statement = statement;
        this.rows = rows;
        this.columns = columns;
    }

    /** Within a transaction: without one, a server would send all rows at once. */
    static TableRows of(Session session, Table table) throws SQLException {
        PreparedStatement statement = session.statements().take(table.select());
        try {
            statement.setFetchSize(AT_ONCE);
            return new TableRows(
                    statement, statement.executeQuery(), table.columns().size());
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** The next row's values as whole numbers, decimals and texts; empty after the last. */
    Optional<List<Object>> next() throws SQLException {
        if (!rows.next()) return Optional.empty();
        List<Object> values = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) values.add(value(rows.getObject(column)));
        return Optional.of(values);
    }

    /** Engines keep whole numbers in different sizes; what is empty becomes an empty {@link Optional}. */
    static Object value(Object read) {
        if (read == null) return Optional.empty();
        if (read instanceof String text) return Session.storable(text);
        if (read instanceof Number number && !(read instanceof Double)) return number.longValue();
        return read;
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        statement.close();
    }
}
