package io.vastctl.memory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The prepared statements of one connection, kept for the next time: to parse one takes longer than to run it. Guarded by
 * the lock of its {@link Database}; closing the connection closes them.
 */
final class Statements {

    private static final int MOST = 100;

    private final Connection connection;
    /** Those that nobody uses now, the longest unused first. */
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** One for the caller alone, with no values bound or those of its last use. */
    PreparedStatement take(String sql) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        return kept == null ? connection.prepareStatement(sql) : kept;
    }

    /** Takes back one that has done its work, all its rows read. */
    void giveBack(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement same = idle.put(sql, statement);
        if (same != null) same.close();
        if (idle.size() <= MOST) return;
        Iterator<PreparedStatement> longest = idle.values().iterator();
        PreparedStatement unused = longest.next();
        longest.remove();
        unused.close();
    }
}
