package io.vastctl.memory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the plans of both databases say of reading a table, or an index, from end to end. */
final class QueryPlans {

    /** They get rows with every run or tick, and lose none or not soon; the list of bad hosts grows with the market. */
    private static final Set<String> GROWING = Set.of(
            "journal",
            "runs",
            "attempts",
            "phases",
            "evidence",
            "guard_ticks",
            "guard_decisions",
            "guard_ventures",
            "machine_sums",
            "blame_sums");

    private static final Pattern NAMED = Pattern.compile(
            "\\b(?:FROM|JOIN|UPDATE|INTO)\\s+(\\w+)(?:\\s+AS)?(?:\\s+(?!ON\\b|WHERE\\b|SET\\b|JOIN\\b|LEFT\\b"
                    + "|ORDER\\b|GROUP\\b|UNION\\b|LIMIT\\b)([a-z]\\w*))?");

    private QueryPlans() {}

    /** Lines such as {@code SCAN a USING INDEX attempts_by_end}. */
    static List<String> sqliteScans(Connection connection, RecordedSql.Asked asked) throws SQLException {
        Map<String, String> names = names(asked.sql());
        boolean limited = asked.sql().contains("LIMIT");
        return plan(connection, "EXPLAIN QUERY PLAN ", asked, 4).stream()
                .filter(line -> line.startsWith("SCAN ") || line.contains("AUTOMATIC"))
                .filter(line -> GROWING.contains(table(line, names)))
                .map(line -> limited && line.contains("USING") ? "in order: " + line : line)
                .toList();
    }

    /** The second word, which may be a short name. */
    private static String table(String line, Map<String, String> names) {
        Matcher word = Pattern.compile("^\\w+ (\\w+)").matcher(line);
        String name = word.find() ? word.group(1) : "";
        return names.getOrDefault(name, name);
    }

    private static final Pattern NODE =
            Pattern.compile("(Seq Scan|Index Scan|Index Only Scan)(?: Backward)?(?: using \\w+)? on (\\w+)");

    /** Sequential scans, which are only chosen where nothing else can be, and reads of a whole index. */
    static List<String> postgresScans(Connection connection, RecordedSql.Asked asked) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
        }
        boolean limited = asked.sql().contains("LIMIT");
        List<String> lines = plan(connection, "EXPLAIN (COSTS OFF) ", asked, 1);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher node = NODE.matcher(lines.get(i));
            if (!node.find() || !GROWING.contains(node.group(2))) continue;
            boolean bound = i + 1 < lines.size() && lines.get(i + 1).contains("Index Cond");
            if (node.group(1).equals("Seq Scan")) found.add(lines.get(i).strip());
            else if (!bound)
                found.add((limited ? "in order: " : "") + lines.get(i).strip());
        }
        return found;
    }

    private static List<String> plan(Connection connection, String explain, RecordedSql.Asked asked, int column)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(explain + asked.sql())) {
            asked.bind(statement);
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) lines.add(rows.getString(column));
            }
            return lines;
        }
    }

    /** By the short name that a query gives it. */
    private static Map<String, String> names(String sql) {
        Map<String, String> names = new HashMap<>();
        Matcher named = NAMED.matcher(sql);
        while (named.find()) if (named.group(2) != null) names.put(named.group(2), named.group(1));
        return names;
    }
}
