package io.vastctl.memory;

import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The current row of a result, read as Java values. */
public record Row(ResultSet rows) {

    public String text(String column) throws SQLException {
        return rows.getString(column);
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(rows.getString(column));
    }

    public int integer(String column) throws SQLException {
        return rows.getInt(column);
    }

    public long number(String column) throws SQLException {
        return rows.getLong(column);
    }

    public long number(int column) throws SQLException {
        return rows.getLong(column);
    }

    public double decimal(String column) throws SQLException {
        return rows.getDouble(column);
    }

    public Instant instant(String column) throws SQLException {
        return Instant.ofEpochMilli(rows.getLong(column));
    }

    Duration duration(String column) throws SQLException {
        return Duration.ofMillis(rows.getLong(column));
    }

    public <E extends Enum<E>> E constant(Class<E> type, String column) throws SQLException {
        String word = rows.getString(column);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word)) return constant;
        }
        throw new SQLDataException(column + " holds the unknown word " + word);
    }

    public Optional<Instant> optionalInstant(String column) throws SQLException {
        OptionalLong millis = optionalNumber(column);
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }

    public OptionalLong optionalNumber(String column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public OptionalInt optionalInteger(String column) throws SQLException {
        int value = rows.getInt(column);
        return rows.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** Empty if the column is NULL. */
    public OptionalDouble optionalDecimal(String column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The first columns' values, as {@link Session#plain} has them. */
    List<Object> values(int columns) throws SQLException {
        List<Object> values = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) values.add(TableRows.value(rows.getObject(column)));
        return values;
    }
}
