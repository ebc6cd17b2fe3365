package io.vastctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The journal on disk, read past the program.
 *
 * @param database the file, which may not exist yet
 */
record JournalFile(Path database) {

    /**
     * What it has of one rental.
     *
     * @param dollars USD, billed or else reckoned
     */
    record Noted(String state, double dollars, boolean billed) {}

    /** By label. */
    Map<String, Noted> entries() throws SQLException {
        Map<String, Noted> entries = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT label, state, billed_at_ms, COALESCE(billed_dollars, dollars_spent) FROM journal")) {
            while (rows.next())
                entries.put(
                        rows.getString(1), new Noted(rows.getString(2), rows.getDouble(4), rows.getObject(3) != null));
        }
        return entries;
    }

    /** The instances that are kept. */
    List<Long> kept() throws SQLException {
        List<Long> kept = new ArrayList<>();
        if (!Files.exists(database)) return kept;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT instance_id FROM journal WHERE state = 'KEPT'")) {
            while (rows.next()) kept.add(rows.getLong(1));
        }
        return kept;
    }
}
