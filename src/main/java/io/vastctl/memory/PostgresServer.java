package io.vastctl.memory;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything that holds for PostgreSQL alone. Loaded only where the state is on a server.
 *
 * <p>Writers take turns, as on a file: each transaction begins with an advisory lock of the schema, so that what it reads
 * is not changed before it writes. That lock is the transaction's, so it goes with a process that dies.
 */
final class PostgresServer implements Engine {

    /** "vast" in ASCII, in the first half of the lock's number; the second is of the schema. */
    private static final String LOCK = "SELECT set_config('lock_timeout', '10s', true), pg_advisory_xact_lock("
            + FileHeader.APPLICATION_ID + ", hashtext(current_schema()))";

    /** In milliseconds. */
    private static final String TIME = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::BIGINT";

    private static final String START = "SELECT (EXTRACT(EPOCH FROM pg_postmaster_start_time()) * 1000)::BIGINT";

    /** What an intent to rent rests on must not be undone by a power cut; more than that is the operator's to choose. */
    private static final String DURABLE =
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    /** Would write to stderr on its own; whatever it has to say comes as an exception too. Kept here, or its level is forgotten. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private final String url;
    private final Map<String, String> environment;
    private final boolean ownTime;
    private final Patience patience;
    private final UpdateTurn turn;

    /** How long it is waited for an answer, in seconds: to a new connection, to a login, to a question. */
    private record Patience(int connect, int login, int answer) {
        static final Patience LONG = new Patience(10, 20, 60);
        static final Patience SHORT = new Patience(5, 8, 20);
    }

    /**
     * @param url as {@link ServerUrl} takes it
     * @param environment of the process: {@code PGPASSWORD} is read from it, and which file {@code PGPASSFILE} names
     */
    PostgresServer(String url, Map<String, String> environment) {
        this(url, environment, true, Patience.LONG, UpdateTurn.unheard());
    }

    private PostgresServer(
            String url, Map<String, String> environment, boolean ownTime, Patience patience, UpdateTurn turn) {
        ServerUrl.require(url);
        this.url = url;
        this.environment = Map.copyOf(environment);
        this.ownTime = ownTime;
        this.patience = patience;
        this.turn = turn;
    }

    /** One whose time is that of this machine, for those who set it. */
    PostgresServer withoutTime() {
        return new PostgresServer(url, environment, false, patience, turn);
    }

    /** One that says elsewhere that it waits until another process has brought the tables up to date. */
    PostgresServer telling(UpdateTurn other) {
        return new PostgresServer(url, environment, ownTime, patience, other);
    }

    /** One that is given up sooner, for those who can go on without it. */
    PostgresServer impatient() {
        return new PostgresServer(url, environment, ownTime, Patience.SHORT, turn);
    }

    @Override
    public String name() {
        return ServerUrl.named(url);
    }

    @Override
    public Connection open() {
        try {
            return prepared(connect());
        } catch (SQLException e) {
            throw translate("cannot open " + name(), e, null);
        }
    }

    /** The same, but nothing is made: empty where there are no tables of ours. */
    Optional<Connection> openIfThere() {
        try {
            Connection connection = connect();
            if (isThere(connection)) return Optional.of(prepared(connection));
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw translate("cannot open " + name(), e, null);
        }
    }

    private boolean isThere(Connection connection) throws SQLException {
        try {
            return PostgresTables.isThere(connection, name());
        } catch (SQLException | RuntimeException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    private Connection prepared(Connection connection) throws SQLException {
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            execute(connection, DURABLE);
            migrate(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        DRIVER.setLevel(Level.OFF);
        System.setProperty(PasswordFile.PROPERTY, PasswordFile.of(environment).forTheDriver());
        return OwnCertificate.of(url).connect(() -> DriverManager.getConnection(url, properties()));
    }

    /** What the address itself says counts more. */
    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "vastctl");
        properties.setProperty("connectTimeout", String.valueOf(patience.connect()));
        properties.setProperty("loginTimeout", String.valueOf(patience.login()));
        properties.setProperty("socketTimeout", String.valueOf(patience.answer()));
        properties.setProperty("tcpKeepAlive", "true");
        Optional.ofNullable(environment.get("PGPASSWORD"))
                .filter(password -> !password.isEmpty())
                .ifPresent(password -> properties.setProperty("password", password));
        return properties;
    }

    private void migrate(Connection connection) throws SQLException {
        if (PostgresTables.areCurrent(connection, name())) return;
        connection.setAutoCommit(false);
        int patienceMs = connection.getNetworkTimeout();
        try {
            turn.take(name(), () -> lockForUpdate(connection), e -> "55P03".equals(e.getSQLState()));
            // An index over millions of rows takes longer than any question.
            connection.setNetworkTimeout(Runnable::run, 0);
            // Another process may have done it while this one waited for the lock.
            if (!PostgresTables.areCurrent(connection, name())) PostgresTables.bringUpToDate(connection);
            connection.commit();
            connection.setNetworkTimeout(Runnable::run, patienceMs);
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException rollingBack) {
                e.addSuppressed(rollingBack);
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void lockForUpdate(Connection connection) throws SQLException {
        try {
            execute(connection, LOCK.replace("10s", UpdateTurn.TRY_MS + "ms"));
            // Whoever reads a table for long, such as pg_dump, is waited for: else all would be done again and again.
            execute(connection, "SET LOCAL lock_timeout = '15min'");
        } catch (SQLException e) {
            // The transaction is of no use after an error.
            connection.rollback();
            throw e;
        }
    }

    @Override
    public void lock(Connection connection) throws SQLException {
        execute(connection, LOCK);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        // What it sees is settled only by the first query. It may be idle for as long as the rows take where they go
        // to.
        execute(connection, "SELECT set_config('idle_in_transaction_session_timeout', '0', true)");
    }

    @Override
    public void endSnapshot(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Override
    public void check(Connection connection) throws SQLException {
        PostgresTables.check(connection, name());
    }

    @Override
    public String versionQuery() {
        return PostgresTables.VERSION;
    }

    @Override
    public Optional<String> timeQuery() {
        return ownTime ? Optional.of(TIME) : Optional.empty();
    }

    @Override
    public Optional<String> renumber(Table table) {
        return PostgresTables.renumber(table);
    }

    @Override
    public boolean lost(SQLException e) {
        return PostgresTrouble.isLost(e);
    }

    @Override
    public boolean away(SQLException e) {
        return PostgresTrouble.isAway(e);
    }

    @Override
    public boolean refused(SQLException e) {
        return PostgresTrouble.isRefused(e);
    }

    @Override
    public String identity() {
        return ServerUrl.identity(url);
    }

    @Override
    public Optional<String> startQuery() {
        return ownTime ? Optional.of(START) : Optional.empty();
    }

    @Override
    public StoreException translate(String what, SQLException e, @Nullable Connection connection) {
        Optional<StoreException> notRead = PostgresTrouble.isOfThePassword(e) ? passwordNotRead(e) : Optional.empty();
        Optional<StoreException> refused = OwnCertificate.of(url)
                .refused(e, PostgresTrouble.reason(e))
                .map(tls -> StoreException.badServer(name(), tls.butItIs(), tls.remedy(), e));
        return notRead.or(() -> refused).orElseGet(() -> PostgresTrouble.of(what, name(), ServerUrl.host(url), e));
    }

    private Optional<StoreException> passwordNotRead(SQLException e) {
        if (!environment.getOrDefault("PGPASSWORD", "").isEmpty()) return Optional.empty();
        PasswordFile file = PasswordFile.of(environment);
        return file.complaint().map(why -> StoreException.badServer(name(), why, file.remedy(), e));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static void closeAfter(Exception e, Connection connection) {
        try {
            connection.close();
        } catch (SQLException closing) {
            e.addSuppressed(closing);
        }
    }
}
