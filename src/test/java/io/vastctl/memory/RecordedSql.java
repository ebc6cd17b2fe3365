package io.vastctl.memory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An engine that notes each statement which the stores prepare and execute, with the values of its last execution. */
final class RecordedSql implements Engine {

    private final Engine engine;
    private Optional<Connection> latest = Optional.empty();
    private final Map<String, List<Object>> seen = new LinkedHashMap<>();
    private int executions;

    /**
     * One statement with values that were bound to it.
     *
     * @param values in the order of their places
     */
    record Asked(String sql, List<Object> values) {

        /** Binds what was bound then. */
        void bind(PreparedStatement statement) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) == NULL) statement.setNull(i + 1, java.sql.Types.NULL);
                else statement.setObject(i + 1, values.get(i));
            }
        }
    }

    private static final Object NULL = new Object();

    RecordedSql(Engine engine) {
        this.engine = engine;
    }

    /** The connection that the stores work on. */
    Connection connection() {
        return latest.orElseThrow();
    }

    /** What was executed since the last call, each statement once, in the order of first use. */
    synchronized List<Asked> drain() {
        List<Asked> asked = seen.entrySet().stream()
                .map(entry -> new Asked(entry.getKey(), entry.getValue()))
                .toList();
        seen.clear();
        return asked;
    }

    /** How many statements were executed so far; those of a batch count each. */
    synchronized int executions() {
        return executions;
    }

    private synchronized void note(String sql, Map<Integer, Object> values) {
        executions++;
        seen.put(sql, new ArrayList<>(values.values()));
    }

    @Override
    public Connection open() {
        Connection real = engine.open();
        latest = Optional.of(real);
        return proxy(Connection.class, (method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof PreparedStatement statement ? recorded(statement, (String) arguments[0]) : result;
        });
    }

    private PreparedStatement recorded(PreparedStatement real, String sql) {
        Map<Integer, Object> values = new TreeMap<>();
        return proxy(PreparedStatement.class, (method, arguments) -> {
            String name = method.getName();
            if (name.equals("setNull")) values.put((Integer) arguments[0], NULL);
            else if (name.startsWith("set") && arguments.length == 2) values.put((Integer) arguments[0], arguments[1]);
            else if (name.startsWith("execute") || name.equals("addBatch")) note(sql, values);
            return call(real, method, arguments);
        });
    }

    @FunctionalInterface
    private interface Answer {
        @Nullable
        Object of(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        Object[] none = {};
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? RecordedSql.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.of(method, arguments == null ? none : arguments)));
    }

    private static @Nullable Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        engine.commit(connection);
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        engine.beginSnapshot(connection);
    }

    @Override
    public void endSnapshot(Connection connection) throws SQLException {
        engine.endSnapshot(connection);
    }

    @Override
    public void lock(Connection connection) throws SQLException {
        engine.lock(connection);
    }

    @Override
    public void check(Connection connection) throws SQLException {
        engine.check(connection);
    }

    @Override
    public String versionQuery() {
        return engine.versionQuery();
    }

    @Override
    public Optional<String> startQuery() {
        return engine.startQuery();
    }

    @Override
    public boolean away(SQLException e) {
        return engine.away(e);
    }

    @Override
    public boolean refused(SQLException e) {
        return engine.refused(e);
    }

    @Override
    public String identity() {
        return engine.identity();
    }

    @Override
    public Optional<String> timeQuery() {
        return engine.timeQuery();
    }

    @Override
    public Optional<String> renumber(Table table) {
        return engine.renumber(table);
    }

    @Override
    public boolean lost(SQLException e) {
        return engine.lost(e);
    }

    @Override
    public StoreException translate(String what, SQLException e, @Nullable Connection connection) {
        return engine.translate(what, e, connection);
    }
}
