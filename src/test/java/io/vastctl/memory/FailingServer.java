package io.vastctl.memory;

import io.vastctl.time.Sleeper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that goes away for one process when a test says so: before one of its write transactions, or after its
 * commit and before the answer to that.
 */
public final class FailingServer implements Engine {

    private final PostgresServer server;
    /** Before a write of that number, from 1. */
    public IntPredicate diesBefore = write -> false;

    /** After a write of that number is committed. */
    public IntPredicate losesAnswerOf = write -> false;

    public final List<String> told = new ArrayList<>();
    private final String url;
    private int writes;
    private int opened;
    private boolean away;

    public FailingServer(String url) {
        this.url = url;
        server = new PostgresServer(url, Map.of()).withoutTime();
    }

    /** Opens it with spools beside that file. */
    public Database open(Path state, Clock clock, Clock wall, Sleeper sleeper) {
        return Database.on(this, clock, () -> false, Optional.of(new SpoolPlace(state, wall, sleeper, told::add)));
    }

    /** The same database, as those see it who can reach it, without spools. */
    public Database open(Clock clock) {
        return Database.on(new PostgresServer(url, Map.of()).withoutTime(), clock, () -> false);
    }

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    public boolean isAway() {
        return away;
    }

    /** How many write transactions were begun. */
    public int writes() {
        return writes;
    }

    /** How often somebody tried to connect. */
    public int opened() {
        return opened;
    }

    @Override
    public Connection open() {
        opened++;
        if (away) throw StoreException.away("cannot open the server: the server cannot be reached (refused)", null);
        Connection real = server.open();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (away && !method.getName().equals("close")) throw lost();
                    try {
                        Object result = method.invoke(real, arguments);
                        if (method.getName().equals("commit") && losesAnswerOf.test(writes)) {
                            goAway();
                            throw lost();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static SQLException lost() {
        return new SQLException("the connection is gone", "08006");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        server.commit(connection);
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        server.beginSnapshot(connection);
    }

    @Override
    public void endSnapshot(Connection connection) throws SQLException {
        server.endSnapshot(connection);
    }

    @Override
    public void lock(Connection connection) throws SQLException {
        writes++;
        if (diesBefore.test(writes)) goAway();
        if (away) throw lost();
        server.lock(connection);
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public void check(Connection connection) throws SQLException {
        server.check(connection);
    }

    @Override
    public String versionQuery() {
        return server.versionQuery();
    }

    @Override
    public Optional<String> timeQuery() {
        return server.timeQuery();
    }

    @Override
    public Optional<String> renumber(Table table) {
        return server.renumber(table);
    }

    @Override
    public boolean lost(SQLException e) {
        return server.lost(e);
    }

    @Override
    public boolean away(SQLException e) {
        return server.away(e);
    }

    @Override
    public boolean refused(SQLException e) {
        return server.refused(e);
    }

    @Override
    public String identity() {
        return server.identity();
    }

    @Override
    public Optional<String> startQuery() {
        return server.startQuery();
    }

    @Override
    public StoreException translate(String what, SQLException e, @Nullable Connection connection) {
        return server.translate(what, e, null);
    }
}
