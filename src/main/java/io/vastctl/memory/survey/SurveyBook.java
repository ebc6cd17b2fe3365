package io.vastctl.memory.survey;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.AttemptTable;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Row;
import io.vastctl.memory.Session;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What surveys chose and how far they are. What came of a machine is read from its attempt, never written twice. */
public final class SurveyBook {

    /** The clocks of runners differ, and a simulated market has a time of its own. */
    private static final String BEGUN = "COALESCE(begun_at_ms, started_at_ms)";

    private final Database database;
    /** Who must hold a survey of which something is about to be rented; empty if nobody need to. */
    private final Optional<String> holder;

    public SurveyBook(Database database) {
        this(database, Optional.empty());
    }

    private SurveyBook(Database database, Optional<String> holder) {
        this.database = database;
        this.holder = holder;
    }

    /** One that notes attempts only as long as that owner has the survey's lease. */
    public SurveyBook heldBy(String ownerId) {
        return new SurveyBook(database, Optional.of(ownerId));
    }

    /**
     * Notes a survey with its machines, all or nothing; its first run is the one of its id.
     *
     * @param wall real time, by which the newest is told; a server has its own, which then counts
     */
    public void begin(SurveyStart start, List<SurveyMachine> machines, Clock wall) {
        database.write("note the survey " + start.surveyId(), session -> {
            session.update(
                    "INSERT INTO surveys (survey_id, origin, workload, strictness, sample, options_json, started_at_ms,"
                            + " begun_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    start.surveyId(),
                    start.origin(),
                    start.workload(),
                    start.strictness(),
                    start.sample(),
                    start.optionsJson(),
                    start.startedAt(),
                    database.sharedNow(session, wall));
            for (SurveyMachine machine : machines) insert(session, start.surveyId(), machine);
            return session.update(
                    "INSERT INTO survey_runs (run_id, survey_id) VALUES (?, ?)", start.surveyId(), start.surveyId());
        });
    }

    private static void insert(Session session, String surveyId, SurveyMachine machine) throws SQLException {
        session.update(
                "INSERT INTO survey_machines (survey_id, position, offer_id, machine_id, host_id, gpu_name, num_gpus,"
                        + " place, dollars_per_hour) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                surveyId,
                machine.position(),
                machine.offerId(),
                machine.machineId(),
                machine.hostId(),
                machine.gpuName(),
                machine.numGpus(),
                machine.place(),
                machine.dollarsPerHour());
    }

    /** Another run goes on with it. */
    public void resumed(String surveyId, String runId) {
        database.write(
                "note a run of the survey " + surveyId,
                session ->
                        session.update("INSERT INTO survey_runs (run_id, survey_id) VALUES (?, ?)", runId, surveyId));
    }

    /**
     * An attempt on the machine is about to rent it.
     *
     * @throws io.vastctl.memory.TakenOverException if another process has gone on with the survey since
     */
    public void tries(String surveyId, int position, String runId, int attempt) {
        database.write("note an attempt of the survey " + surveyId, session -> {
            if (holder.isPresent()) SurveyLeases.require(session, surveyId, holder.get());
            return session.update(
                    "UPDATE survey_machines SET run_id = ?, attempt = ? WHERE survey_id = ? AND position = ?",
                    runId,
                    attempt,
                    surveyId,
                    position);
        });
    }

    /** The market does not offer the machine any more. */
    public void absent(String surveyId, int position) {
        database.write(
                "note a machine of the survey " + surveyId,
                session -> session.update(
                        "UPDATE survey_machines SET absent_at_ms = ? WHERE survey_id = ? AND position = ?",
                        database.now(),
                        surveyId,
                        position));
    }

    /** The survey that this run began or went on with. */
    public Optional<String> ofRun(String runId) {
        return database.read(
                "look for the survey of run " + runId,
                session -> session.first(
                        "SELECT survey_id FROM survey_runs WHERE run_id = ?", row -> row.text("survey_id"), runId));
    }

    /** The newest survey, if there is one. */
    public Optional<String> newest() {
        return newest(1).stream().findFirst();
    }

    /** Ids of the newest surveys, the newest first. */
    public List<String> newest(int most) {
        return database.read(
                "look for surveys",
                session -> session.list(
                        "SELECT survey_id FROM surveys ORDER BY " + BEGUN + " DESC, survey_id DESC LIMIT ?",
                        row -> row.text("survey_id"),
                        most));
    }

    /**
     * A survey with all that is known of its machines.
     *
     * @param surveyId whole, or the beginning of the newest one that begins so
     */
    public Optional<SurveyDetail> find(String surveyId) {
        if (surveyId.isEmpty()) return Optional.empty();
        return database.read("read the survey " + surveyId, session -> {
            Optional<SurveyStart> start = session.first(
                    "SELECT * FROM surveys WHERE substr(survey_id, 1, ?) = ? ORDER BY " + BEGUN
                            + " DESC, survey_id DESC LIMIT 1",
                    SurveyBook::start,
                    surveyId.length(),
                    surveyId);
            return start.isEmpty() ? Optional.empty() : Optional.of(detail(session, start.get()));
        });
    }

    private static SurveyDetail detail(Session session, SurveyStart start) throws SQLException {
        Map<String, AttemptRow> attempts = new HashMap<>();
        for (AttemptRow attempt : AttemptTable.ofSurvey(session, start.surveyId()))
            attempts.put(attempt.runId() + "-" + attempt.number(), attempt);
        List<String> runs = session.list(
                "SELECT run_id FROM survey_runs WHERE survey_id = ? ORDER BY run_id",
                row -> row.text("run_id"),
                start.surveyId());
        List<SurveyMachine> machines = session.list(
                "SELECT * FROM survey_machines WHERE survey_id = ? ORDER BY position",
                row -> machine(row, attempts),
                start.surveyId());
        double told =
                attempts.values().stream().mapToDouble(AttemptRow::costDollars).sum();
        return new SurveyDetail(start, runs, machines, told + broken(session, start.surveyId()));
    }

    /** USD of rentals whose process died before their attempts were over. */
    private static double broken(Session session, String surveyId) throws SQLException {
        return session
                .list(
                        "SELECT j.dollars_spent FROM journal j JOIN survey_runs s ON s.run_id = j.run_id WHERE"
                                + " s.survey_id = ? AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.run_id = j.run_id"
                                + " AND a.number = j.attempt)",
                        row -> row.decimal("dollars_spent"),
                        surveyId)
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static SurveyMachine machine(Row row, Map<String, AttemptRow> attempts) throws SQLException {
        Optional<String> runId = row.optionalText("run_id");
        OptionalInt number = row.optionalInteger("attempt");
        return new SurveyMachine(
                row.integer("position"),
                row.number("offer_id"),
                row.number("machine_id"),
                row.number("host_id"),
                row.text("gpu_name"),
                row.integer("num_gpus"),
                row.text("place"),
                row.decimal("dollars_per_hour"),
                row.optionalInstant("absent_at_ms"),
                runId.map(run -> attempts.get(run + "-" + number.orElse(0))));
    }

    private static SurveyStart start(Row row) throws SQLException {
        return new SurveyStart(
                row.text("survey_id"),
                row.constant(Origin.class, "origin"),
                row.text("workload"),
                row.text("strictness"),
                row.text("sample"),
                row.text("options_json"),
                row.instant("started_at_ms"));
    }
}
