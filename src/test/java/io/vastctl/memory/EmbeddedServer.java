package io.vastctl.memory;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL on loopback, started once for all tests of a process and gone with it. */
public final class EmbeddedServer {

    private static final String ASKED = "asked";
    private static final String TEMPLATE = "with_tables";
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Map<Path, String> PLACES = new ConcurrentHashMap<>();
    private static final Optional<EmbeddedPostgres> SERVER = start();

    private EmbeddedServer() {}

    private static Optional<EmbeddedPostgres> start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("hba_file", rules().toString())
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "120")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            return Optional.of(server);
        } catch (IOException | IllegalStateException e) {
            // No binaries for this system, for one. A test that is silently skipped shows nothing.
            if (!"optional".equals(System.getProperty("vastctl.postgres")))
                throw new IllegalStateException(
                        "no PostgreSQL can be started for the tests here (" + e.getMessage()
                                + "); to skip those of it: -Dvastctl.postgres=optional",
                        e);
            System.err.println("no PostgreSQL for the tests here, those of it are skipped: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Everybody is let in, but for one role that is asked for its password. */
    private static Path rules() throws IOException {
        Path rules = Files.createTempFile("hba", ".conf");
        rules.toFile().deleteOnExit();
        Files.writeString(
                rules,
                "host all " + ASKED + " all scram-sha-256\nlocal all all trust\nhost all all 127.0.0.1/32 trust\n"
                        + "host all all ::1/128 trust\n");
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rw-r--r--"));
        return rules;
    }

    /** Lets the role {@link #ASKED} into that database, with this password. */
    public static String asking(String password) {
        String url = withTables();
        execute(
                "postgres",
                "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '" + ASKED + "') THEN CREATE ROLE "
                        + ASKED + " LOGIN SUPERUSER; END IF; END $$");
        execute("postgres", "ALTER ROLE " + ASKED + " PASSWORD '" + password + "'");
        return url.replace("user=postgres", "user=" + ASKED);
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("the PostgreSQL of the tests did not end: " + e.getMessage());
        }
    }

    /** Of the server on loopback. */
    public static int port() {
        Assumptions.assumeTrue(SERVER.isPresent(), "no PostgreSQL for this system");
        return SERVER.get().getPort();
    }

    /** The address of a new database that is empty. */
    public static String empty() {
        String name = "empty_" + NEXT.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name);
        return url(name);
    }

    /** The address of a new database that has our tables, without rows. */
    public static String withTables() {
        String name = "db_" + NEXT.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + Template.NAME);
        return url(name);
    }

    /** The same each time for the same place. */
    static String withTablesFor(Path place) {
        return PLACES.computeIfAbsent(place, any -> withTables());
    }

    /** Made once, which costs less than the tables each time. */
    private static final class Template {

        static final String NAME = make();

        private static String make() {
            execute("postgres", "CREATE DATABASE " + TEMPLATE);
            Database.on(new PostgresServer(url(TEMPLATE), Map.of()), Clock.systemUTC(), () -> false)
                    .close();
            return TEMPLATE;
        }
    }

    public static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres";
    }

    public static void execute(String database, String sql) {
        executeAt(url(database), sql);
    }

    /** Runs a statement on the database of that address. */
    public static void executeAt(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
