package io.vastctl.memory;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Statements on one connection, with Java values for parameters. */
record Session(Statements statements) {

    /** Makes a value of one row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** Returns how many rows changed. */
    int update(String sql, Object... values) throws SQLException {
        return with(sql, PreparedStatement::executeUpdate, values);
    }

    /** The same statement for each of these rows. */
    void updateAll(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) return;
        try (PreparedStatement statement = statements.take(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) bind(statement, i + 1, row[i]);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    <T> List<T> list(String sql, Reader<T> reader, Object... values) throws SQLException {
        return with(
                sql,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        List<T> found = new ArrayList<>();
                        Row row = new Row(rows);
                        while (rows.next()) found.add(reader.read(row));
                        return found;
                    }
                },
                values);
    }

    <T> Optional<T> first(String sql, Reader<T> reader, Object... values) throws SQLException {
        return list(sql, reader, values).stream().findFirst();
    }

    /** For a statement that returns one row with one number, such as {@code INSERT … RETURNING}. */
    long number(String sql, Object... values) throws SQLException {
        return first(sql, row -> row.number(1), values)
                .orElseThrow(() -> new SQLException(
                        "no row from: " + sql.lines().findFirst().orElse(sql)));
    }

    /** What is done with a statement whose values are bound. */
    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** A statement that failed is not used again. */
    private <T> T with(String sql, Use<T> use, Object... values) throws SQLException {
        PreparedStatement statement = statements.take(sql);
        boolean done = false;
        try {
            for (int i = 0; i < values.length; i++) bind(statement, i + 1, values[i]);
            T result = use.of(statement);
            done = true;
            return result;
        } finally {
            if (done) statements.giveBack(sql, statement);
            else statement.close();
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof String text) statement.setString(index, storable(text));
        else if (value instanceof Integer number) statement.setInt(index, number);
        else if (value instanceof Long number) statement.setLong(index, number);
        else if (value instanceof Double number) statement.setDouble(index, number);
        else if (value instanceof Instant instant) statement.setLong(index, instant.toEpochMilli());
        else if (value instanceof Duration duration) statement.setLong(index, duration.toMillis());
        else if (value instanceof Enum<?> constant) statement.setString(index, constant.name());
        else bindOptional(statement, index, value);
    }

    /** PostgreSQL has no sign for zero in a text, which a broken log may hold. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    private static void bindOptional(PreparedStatement statement, int index, Object value) throws SQLException {
        Optional<?> content = content(value);
        if (content.isPresent()) bind(statement, index, content.get());
        else statement.setNull(index, Types.NULL);
    }

    private static Optional<?> content(Object value) {
        if (value instanceof Optional<?> optional) return optional;
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
        }
        throw new IllegalArgumentException("no column type for " + value.getClass());
    }
}
