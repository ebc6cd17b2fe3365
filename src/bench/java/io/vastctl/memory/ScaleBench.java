package io.vastctl.memory;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fills a database with attempts, puts every question of the commands to it, and prints plans, rows and times. */
public final class ScaleBench {

    private static final Clock NOW = Clock.fixed(Instant.ofEpochMilli(Filling.NOW_MS), ZoneOffset.UTC);

    private ScaleBench() {}

    /**
     * Runs it.
     *
     * @param args {@code fill} or {@code ask}; a file, {@code embedded:} with a folder, or {@code jdbc:postgresql:…};
     *     how many attempts; which question, by a part of its name
     */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        String place = args[1];
        long attempts = Long.parseLong(args[2]);
        if (place.startsWith("embedded:")) {
            Path folder = Path.of(place.substring("embedded:".length())).toAbsolutePath();
            Files.createDirectories(folder.getParent());
            try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.toFile())
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_wal_size", "4GB")
                    .start()) {
                String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
                run(args, new PostgresServer(url, Map.of()), url, attempts);
            }
        } else if (place.startsWith("jdbc:")) {
            run(args, new PostgresServer(place, Map.of()), place, attempts);
        } else {
            SqliteFile file = new SqliteFile(Path.of(place));
            file.createIfMissing();
            run(args, file, "jdbc:sqlite:" + place, attempts);
        }
    }

    private static void run(String[] args, Engine engine, String url, long attempts) throws SQLException {
        if (args[0].equals("fill")) {
            Database.on(engine, NOW, () -> false).close();
            try (Connection connection = DriverManager.getConnection(url)) {
                if (url.startsWith("jdbc:sqlite")) execute(connection, "PRAGMA synchronous = OFF");
                new Filling(connection, attempts).fill();
                if (!url.startsWith("jdbc:sqlite")) execute(connection, "VACUUM ANALYZE");
            }
            return;
        }
        long began = System.nanoTime();
        RecordedSql recorded = new RecordedSql(engine);
        try (Database database = Database.on(recorded, NOW, () -> false);
                Connection connection = DriverManager.getConnection(url)) {
            System.out.printf("opened, with migrations: %,d ms%n%n", (System.nanoTime() - began) / 1_000_000);
            EveryQuestion questions = new EveryQuestion(database, NOW.instant(), EveryQuestion.madeUp(attempts));
            String part = args.length > 3 ? args[3] : "";
            List<String> detail = new ArrayList<>();
            for (EveryQuestion.Question question : questions.all())
                if (question.name().contains(part)) ask(question, recorded, connection, detail);
            System.out.println();
            detail.forEach(System.out::println);
        }
    }

    private static void ask(
            EveryQuestion.Question question, RecordedSql recorded, Connection connection, List<String> detail) {
        recorded.drain();
        List<Double> times = new ArrayList<>();
        String trouble = "";
        try {
            for (int i = 0; i < 3 && (i == 0 || times.get(0) < 20_000); i++) {
                long began = System.nanoTime();
                question.asking().run();
                times.add((System.nanoTime() - began) / 1e6);
            }
        } catch (OutOfMemoryError e) {
            trouble = " out of memory";
        } catch (RuntimeException e) {
            trouble = " " + e.getMessage();
        }
        times.sort(null);
        String ms = times.isEmpty() ? "-" : String.format("%,.1f", times.get(times.size() / 2));
        System.out.printf("| %s | %s%s |%n", question.name(), ms, trouble);
        detail.add("\n## " + question.name() + ": " + ms + " ms" + trouble);
        for (RecordedSql.Asked asked : recorded.drain()) detail.add(told(asked, connection));
    }

    private static String told(RecordedSql.Asked asked, Connection connection) {
        boolean sqlite = connection.getClass().getName().startsWith("org.sqlite");
        String explain = sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) ";
        String sql = asked.sql().replaceAll("\\s+", " ");
        try {
            connection.setAutoCommit(false);
            List<String> plan = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(explain + asked.sql())) {
                asked.bind(statement);
                ResultSet rows = statement.executeQuery();
                while (rows.next()) plan.add(rows.getString(sqlite ? 4 : 1));
            }
            long count = 0;
            long began = System.nanoTime();
            try (PreparedStatement statement = connection.prepareStatement(asked.sql())) {
                asked.bind(statement);
                if (!sqlite) statement.setFetchSize(10_000);
                if (statement.execute()) {
                    ResultSet rows = statement.getResultSet();
                    while (rows.next()) count++;
                } else count = statement.getUpdateCount();
            }
            double ms = (System.nanoTime() - began) / 1e6;
            return String.format("- %,.1f ms, %,d rows: %s%n    %s", ms, count, sql, String.join("\n    ", plan));
        } catch (SQLException e) {
            return "- " + sql + "\n    " + e.getMessage();
        } finally {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                System.err.println(e);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
