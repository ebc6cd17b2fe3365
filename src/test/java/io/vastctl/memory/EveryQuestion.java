package io.vastctl.memory;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.memory.guard.GuardDecisionFilter;
import io.vastctl.memory.guard.GuardDecisionRow;
import io.vastctl.memory.guard.GuardLeases;
import io.vastctl.memory.guard.GuardOrders;
import io.vastctl.memory.guard.GuardTick;
import io.vastctl.memory.guard.GuardVentures;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.provision.StoredExperience;
import io.vastctl.workload.WorkloadVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/** What the commands ask of the stores and tell them, by command; each can be asked again and again. */
final class EveryQuestion {

    /** Something that is known, so that the questions have answers where there is a past. */
    record Subject(
            String runId, String label, long machineId, long hostId, String owner, String guard, WorkloadVersion of) {}

    /**
     * One or a few calls of the stores.
     *
     * @param name the command, and what it wants
     */
    record Question(String name, Runnable asking) {}

    private final Database database;
    private final Instant now;
    private final Subject known;
    private final Journal journal;
    private final RunHistory history;
    private final BadHosts badHosts;
    private final HostMemory hosts;
    private final List<Question> all = new ArrayList<>();

    EveryQuestion(Database database, Instant now, Subject known) {
        this.database = database;
        this.now = now;
        this.known = known;
        journal = new Journal(database);
        history = new RunHistory(database);
        badHosts = new BadHosts(database);
        hosts = new HostMemory(database);
    }

    List<Question> all() {
        all.clear();
        ranking();
        aRun();
        journal();
        looking();
        guard();
        return List.copyOf(all);
    }

    private void add(String name, Runnable asking) {
        all.add(new Question(name, asking));
    }

    private void ranking() {
        add(
                "test, offers: what ranking knows",
                () -> new StoredExperience(hosts, badHosts, java.time.Clock.fixed(now, java.time.ZoneOffset.UTC))
                        .experience(Origin.REAL, known.of()));
        add("test: offers that vanished", () -> history.vanished(Origin.REAL, now.minus(Duration.ofMinutes(30)), now));
        add("test: how long starts take", () -> history.startTimes(Origin.REAL, known.of()));
    }

    private void aRun() {
        add("test: note a run of one attempt that failed", () -> {
            String run = UUID.randomUUID().toString();
            history.begin(new RunStart(
                    run,
                    "test",
                    "balanced",
                    known.of().name(),
                    known.of().image(),
                    known.of().model(),
                    Origin.REAL,
                    now,
                    "{}"));
            Failure failure = new Failure(FailureClass.INFRA_FATAL, "ssh-refused", Phase.SSH, "refused");
            history.attempt(attempt(run, failure));
            history.finish(new RunEnd(run, "failed", 3, now, 0.03, OptionalDouble.empty()));
            history.keepPapers(run, 1, List.of(new Paper(1, Paper.Kind.DECISION, "look", now, 0, "text", "")));
            history.cleanedUp(run, 1, "destroyed");
            history.endedWith(run, 3);
        });
        add("test: hold a failure against a machine", () -> badHosts.charge(evidence(), Origin.REAL));
        add(
                "test: whether several hosts failed alike",
                () -> badHosts.commonCause(new AttemptKey(known.runId(), 2), Origin.REAL));
    }

    private AttemptRow attempt(String run, Failure failure) {
        return new AttemptRow(
                run,
                1,
                7,
                known.machineId(),
                known.hostId(),
                "RTX 4090",
                OptionalLong.of(9),
                0.3,
                now.minusSeconds(300),
                now,
                "failed",
                Optional.of(failure),
                List.of(new PhaseTime(Phase.SSH, Duration.ofSeconds(9))),
                0.03,
                "destroyed",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private Evidence evidence() {
        Failure failure = new Failure(FailureClass.INFRA_FATAL, "ssh-refused", Phase.SSH, "refused");
        return new Evidence(
                new AttemptKey(known.runId(), 2),
                known.machineId(),
                known.hostId(),
                known.of().name(),
                known.of().image(),
                Optional.of(failure),
                now);
    }

    private void journal() {
        add("every rental: its steps in the journal", () -> {
            String label = "vastctl-" + UUID.randomUUID();
            journal.intend(new Journal.Intent(
                    label,
                    known.runId(),
                    1,
                    7,
                    known.machineId(),
                    known.hostId(),
                    new Prices(0.3, 0, 0, 0),
                    Origin.REAL,
                    "real",
                    OptionalLong.empty(),
                    Purpose.TEST,
                    Bounds.NONE));
            journal.created(label, 9);
            journal.spent(label, 0.01);
            journal.othersLive(label, Duration.ofMinutes(5));
            journal.destroying(label);
            journal.gone(label, "the listing does not show it");
        });
        add("every command: what is open (ledger, sweep)", journal::open);
        add("sweep: closed in the last day", () -> journal.closedSince(now.minus(Duration.ofDays(1))));
        add("ceilings: closed this month", () -> journal.closedDollars("real", now.minus(Duration.ofDays(21))));
        add("sweep: find a label", () -> journal.find(known.label()));
        add("sweep: bills that are due", () -> journal.bills().due("real", now));
        add(
                "sweep: take over from a dead process",
                () -> new Owners(database, java.time.Clock.systemUTC())
                        .find(known.owner())
                        .ifPresent(dead -> journal.takeOver(dead, "real", now)));
        add("every renting process: register, beat, end", () -> {
            Owners owners = new Owners(database, java.time.Clock.systemUTC());
            String name = UUID.randomUUID().toString();
            owners.register(name, new Liveness("here", pid -> Optional.empty()), 1, "test");
            owners.beat(name);
            owners.end(name);
            owners.list();
        });
    }

    private void looking() {
        add("runs list", () -> history.list(RunFilter.newest(20)));
        add(
                "runs list --outcome failed",
                () -> history.list(new RunFilter(Optional.empty(), Optional.of("failed"), 20)));
        add(
                "runs list --outcome of no run",
                () -> history.list(new RunFilter(Optional.empty(), Optional.of("interrupted"), 20)));
        add(
                "runs list --since one day",
                () -> history.list(new RunFilter(Optional.of(now.minus(Duration.ofDays(1))), Optional.empty(), 20)));
        add("runs show, by a whole id", () -> history.show(known.runId()));
        add("runs show: papers and bills", () -> {
            history.papers(known.runId());
            journal.bills().ofRun(known.runId());
        });
        add("costs, bundle: rentals of the last day", () -> journal.intendedSince(now.minus(Duration.ofDays(1))));
        add("hosts list", () -> hosts.list(Origin.REAL));
        add("hosts show, a machine", () -> hosts.show(known.machineId(), Origin.REAL));
        add("hosts show --host", () -> hosts.showHost(known.hostId()));
        add("bad-hosts list", () -> badHosts.list(false, now));
        add("bad-hosts explain", () -> badHosts.dossier(Scope.MACHINE, known.machineId()));
        add(
                "report: what failed alike",
                () -> badHosts.commonCauses(
                        Origin.REAL, List.of(new AttemptKey(known.runId(), 1), new AttemptKey(known.runId(), 2))));
        add("metrics: counts of runs and attempts", () -> {
            RunCounts counts = new RunCounts(database);
            counts.runs(Origin.REAL);
            counts.attempts(Origin.REAL, "test");
        });
        add("metrics: the last success", () -> new RunCounts(database).lastSuccess(Origin.REAL, "test"));
    }

    private void guard() {
        GuardBook book = new GuardBook(database);
        GuardVentures ventures = new GuardVentures(database, known.guard());
        String holder = "holder";
        add("guard: take the plan, note a tick", () -> {
            new GuardLeases(database).take(known.guard(), holder, "here", 1, Duration.ofMinutes(1));
            GuardDecisionRow decision = new GuardDecisionRow(now, "steady", "Tell", "x", "chat", "nothing", "{}");
            book.store(new GuardTick(known.guard(), now, "{}", "{}", "{}", List.of(decision)), holder, false, "{}");
        });
        add("guard: what it remembers", () -> {
            book.memory(known.guard());
            book.last(known.guard());
            new GuardOrders(database, known.guard()).standing(GuardOrders.STOP);
        });
        add("guard: its rents and rentals", () -> {
            ventures.since(now.minus(Duration.ofDays(1)));
            ventures.entries(now.minus(Duration.ofDays(1)));
            ventures.lost(99, "chat");
            ventures.losses(now.minus(Duration.ofDays(1)));
        });
        add(
                "guard: forget old ticks",
                () -> book.forget(known.guard(), now.minus(Duration.ofDays(60)), now.minus(Duration.ofDays(60))));
        add(
                "guard decisions",
                () -> book.decisions(known.guard(), GuardDecisionFilter.since(now.minus(Duration.ofDays(1)), 50)));
        add("guard replay: the ticks of an hour", () -> book.ticks(known.guard(), now.minus(Duration.ofHours(1))));
    }

    /** The past that the bench makes up. */
    static Subject madeUp(long attempts) {
        long attempt = attempts - attempts % 32 - 16;
        long machine = 1 + attempt * 7919 % 20011;
        return new Subject(
                "r" + (100_000_000 + attempt / 2),
                "vastctl-" + (100_000_000 + attempt),
                machine,
                1 + attempt * 7919 % 20011 % 4001,
                "owner-1",
                "plan",
                new WorkloadVersion("work-3", "maker/image-3:1", "model-3"));
    }
}
