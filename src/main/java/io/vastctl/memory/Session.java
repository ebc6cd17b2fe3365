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

/**
 * Statements on one connection, with Java values for parameters.
 *
 * @param tape takes down what is written, if it is to be written elsewhere too
 * @param isLocal whether this is not the database itself, but what this process keeps of it while it is away
 */
public record Session(Statements statements, Optional<Tape> tape, boolean isLocal) {

    Session(Statements statements) {
        this(statements, Optional.empty(), false);
    }

    Session taped(Tape writes) {
        return new Session(statements, Optional.of(writes), isLocal);
    }

    /** The same, of whose writes no spool takes note. */
    public Session untaped() {
        return new Session(statements, Optional.empty(), isLocal);
    }

    /** Makes a value of one row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** Returns how many rows changed. */
    public int update(String sql, Object... values) throws SQLException {
        int changed = with(sql, PreparedStatement::executeUpdate, values);
        tape.ifPresent(writes -> writes.add(sql, changed, values));
        return changed;
    }

    /** Makes it once more. Returns how many rows changed. */
    int again(Spooled spooled) throws SQLException {
        return with(spooled.sql(), Session::changedBy, spooled.values().toArray());
    }

    private static int changedBy(PreparedStatement statement) throws SQLException {
        if (!statement.execute()) return statement.getUpdateCount();
        int changed = 0;
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) changed++;
        }
        return changed;
    }

    /** The same statement for each of these rows. */
    public void updateAll(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) return;
        try (PreparedStatement statement = statements.take(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) bind(statement, i + 1, row[i]);
                statement.addBatch();
            }
            int[] changed = statement.executeBatch();
            for (int i = 0; i < changed.length; i++) {
                int position = i;
                tape.ifPresent(writes -> writes.add(sql, changed[position], rows.get(position)));
            }
        }
    }

    public <T> List<T> list(String sql, Reader<T> reader, Object... values) throws SQLException {
        List<T> read = with(
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
        tape.ifPresent(writes -> writes.add(sql, read.size(), values));
        return read;
    }

    public <T> Optional<T> first(String sql, Reader<T> reader, Object... values) throws SQLException {
        return list(sql, reader, values).stream().findFirst();
    }

    /** For a statement that returns one row with one number, such as {@code INSERT … RETURNING}. */
    public long number(String sql, Object... values) throws SQLException {
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
        Object plain = plain(value);
        if (plain instanceof String text) statement.setString(index, text);
        else if (plain instanceof Integer number) statement.setInt(index, number);
        else if (plain instanceof Long number) statement.setLong(index, number);
        else if (plain instanceof Double number) statement.setDouble(index, number);
        else statement.setNull(index, Types.NULL);
    }

    /** The value as a database knows it: a text, a number of one of three kinds, or an empty {@link Optional}. */
    static Object plain(Object value) {
        if (value instanceof String text) return storable(text);
        if (value instanceof Integer || value instanceof Long || value instanceof Double) return value;
        if (value instanceof Instant instant) return instant.toEpochMilli();
        if (value instanceof Duration duration) return duration.toMillis();
        if (value instanceof Enum<?> constant) return constant.name();
        Optional<?> content = content(value);
        return content.isPresent() ? plain(content.get()) : Optional.empty();
    }

    /** PostgreSQL has no sign for zero in a text, which a broken log may hold. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
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
