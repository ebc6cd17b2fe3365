package io.vastctl.cli.badhosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.Exemption;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.memory.hosts.Source;
import io.vastctl.memory.hosts.StoredBar;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One row of an imported list, field by field; collects what is wrong with it. */
final class BlackListRow {

    /** Clocks differ by less. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    /** A simulated market's time runs ahead of the real one, by less than this. */
    private static final Duration MARKET_AHEAD = Duration.ofDays(366);

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Map<String, String> fields;
    private final Instant now;
    private final List<String> problems = new ArrayList<>();

    BlackListRow(Map<String, String> fields, Instant now) {
        this.fields = fields;
        this.now = now;
        for (String name : fields.keySet())
            if (!BlackListWriter.FIELDS.contains(name)) problems.add("unknown field " + name);
    }

    List<String> problems() {
        return problems;
    }

    /** Empty if anything is wrong. */
    Optional<Exemption> exemption() {
        Exemption exemption = new Exemption(scope(), id(), fields.getOrDefault("cause", ""), createdAt());
        past("createdAt", exemption.createdAt(), CLOCKS_DIFFER);
        return problems.isEmpty() ? Optional.of(exemption) : Optional.empty();
    }

    /** Empty if anything is wrong. */
    Optional<StoredBar> bar() {
        Scope scope = scope();
        Source source =
                value("source", "automatic or manual", BlackListRow::source).orElse(Source.MANUAL);
        long id = id();
        StoredBar bar = new StoredBar(
                0,
                scope,
                id,
                text("workload"),
                text("cause").orElse("imported"),
                fields.getOrDefault("evidence", ""),
                value("failureClass", "a failure class such as INFRA_FATAL", FailureClass::valueOf),
                attempt(),
                source,
                value("simulated", "true or false", BlackListRow::flag).orElse(false) ? Origin.SIMULATED : Origin.REAL,
                scope == Scope.HOST
                        ? id
                        : value("hostId", "a number from 1 up", BlackListRow::positive)
                                .orElse(0L),
                createdAt(),
                time("expiresAt"),
                time("liftedAt"));
        check(bar);
        return problems.isEmpty() ? Optional.of(bar) : Optional.empty();
    }

    private void check(StoredBar bar) {
        if (bar.source() == Source.MANUAL) {
            past("createdAt", bar.createdAt(), CLOCKS_DIFFER);
            refuse(bar.workload().isPresent(), "workload: only an automatic row has one");
            refuse(bar.failureClass().isPresent(), "failureClass: only an automatic row has one");
            refuse(bar.liftedAt().isPresent(), "liftedAt: only an automatic row has one");
            refuse(
                    bar.expiresAt().filter(at -> !at.isAfter(bar.createdAt())).isPresent(),
                    "expiresAt: expected a time after createdAt");
            return;
        }
        refuse(bar.scope() == Scope.HOST, "scope host: an automatic row is about a machine");
        refuse(text("failureClass").isEmpty(), "failureClass is missing: an automatic row has one");
        refuse(text("createdAt").isEmpty(), "createdAt is missing: an automatic row has one");
        refuse(text("cause").isEmpty(), "cause is missing: an automatic row has one");
        refuse(bar.expiresAt().isPresent(), "expiresAt: only a manual row has one; that of a failure follows from it");
        boolean rehearsed = bar.origin() == Origin.SIMULATED;
        Duration ahead = rehearsed ? MARKET_AHEAD : CLOCKS_DIFFER;
        past("createdAt", bar.createdAt(), ahead);
        bar.liftedAt().ifPresent(at -> past("liftedAt", at, ahead));
        // Somebody lifts a rehearsed bar at real time, which a simulated market is ahead of.
        refuse(
                !rehearsed
                        && bar.liftedAt()
                                .filter(at -> at.isBefore(bar.createdAt()))
                                .isPresent(),
                "liftedAt: expected a time after createdAt");
        bar.failureClass().ifPresent(failureClass -> blame(failureClass, bar.workload()));
    }

    /** Refuses what no failure of that class leads to. */
    private void blame(FailureClass failureClass, Optional<String> workload) {
        Set<Blame> blames =
                Arrays.stream(Phase.values()).map(failureClass::blameIn).collect(Collectors.toSet());
        boolean one = blames.contains(Blame.MACHINE_FOR_WORKLOAD);
        boolean any = blames.contains(Blame.MACHINE);
        refuse(!one && !any, "failureClass " + failureClass + ": such a failure counts against nobody");
        refuse(one && !any && workload.isEmpty(), "workload is missing: " + failureClass + " bars for one only");
        refuse(any && !one && workload.isPresent(), "workload: " + failureClass + " bars for every workload");
    }

    private void past(String name, Instant at, Duration ahead) {
        refuse(at.isAfter(now.plus(ahead)), name + " " + at + ": lies in the future, it is " + Words.iso(now));
    }

    private void refuse(boolean wrong, String problem) {
        if (wrong) problems.add(problem);
    }

    private Scope scope() {
        return value("scope", "machine or host", BlackListRow::scope).orElse(Scope.MACHINE);
    }

    private long id() {
        if (text("id").isEmpty()) problems.add("id is missing: expected a machine_id or host_id");
        return value("id", "a number from 1 up", BlackListRow::positive).orElse(0L);
    }

    private Instant createdAt() {
        return time("createdAt").orElse(now);
    }

    private Optional<AttemptKey> attempt() {
        Optional<Integer> number = value("attempt", "a number from 1 up", text -> Math.toIntExact(positive(text)));
        refuse(text("runId").isPresent() != text("attempt").isPresent(), "runId and attempt go together");
        return text("runId").flatMap(run -> number.map(which -> new AttemptKey(run, which)));
    }

    private Optional<Instant> time(String name) {
        return value(name, "a time such as 2026-11-21T22:44:01Z", BlackListRow::moment);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).filter(text -> !text.isBlank());
    }

    private <T> Optional<T> value(String name, String expected, Function<String, T> parse) {
        Optional<String> text = text(name);
        try {
            return text.map(parse);
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            problems.add(name + " " + Words.firstLine(text.orElse(""), 40) + ": expected " + expected);
            return Optional.empty();
        }
    }

    private static long positive(String text) {
        long number = Long.parseLong(text.strip());
        if (number < 1) throw new IllegalArgumentException(text);
        return number;
    }

    private static Instant moment(String text) {
        Instant at = Instant.parse(text);
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) throw new IllegalArgumentException(text);
        return at;
    }

    private static boolean flag(String text) {
        if (text.equals("true")) return true;
        if (text.equals("false")) return false;
        throw new IllegalArgumentException(text);
    }

    private static Scope scope(String word) {
        for (Scope scope : Scope.values()) if (scope.word().equals(word)) return scope;
        throw new IllegalArgumentException(word);
    }

    private static Source source(String word) {
        for (Source source : Source.values()) if (source.word().equals(word)) return source;
        throw new IllegalArgumentException(word);
    }
}
