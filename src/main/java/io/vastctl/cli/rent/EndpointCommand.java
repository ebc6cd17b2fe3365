package io.vastctl.cli.rent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.ExplainOption;
import io.vastctl.cli.RequestPlan;
import io.vastctl.cli.ServingView;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.offers.NoOffer;
import io.vastctl.cli.runs.RunDocument;
import io.vastctl.cli.simulate.TruthView;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Durations;
import io.vastctl.config.Settings;
import io.vastctl.memory.Journal;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.StoreException;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.Provisioner;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.provision.sweep.SweepReport;
import io.vastctl.ranking.Ranked;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that wants one endpoint: {@code test} gives back what it verified, {@code up} keeps it. */
@Command
abstract class EndpointCommand extends RentingCommand {

    @Mixin
    AttemptOptions attempts = new AttemptOptions();

    @Option(
            names = "--report",
            arity = "1..2",
            paramLabel = "<kind>=<file>",
            description = "Write the run to a file at its end: junit=FILE for CI systems, json=FILE; can be repeated.")
    List<String> reports = List.of();

    @Mixin
    ExplainOption explain = new ExplainOption();

    /** How long a machine lives without vastctl while the run lasts; zero for no lease. */
    Duration lease(Settings settings) {
        return leaseOptions.length(settings);
    }

    /** What is done with a verified endpoint that is kept, before its run is over. */
    void keep(Workbench bench, AttemptResult kept) throws InterruptedException {}

    /** Refuses what makes no sense, before anything is read. */
    void check() {}

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        check();
        RunRequest request = request(bench);
        requireAdapter(request, bench.adapters());
        if (explain.explain) return explained(bench, request);
        return carryOut(bench, request, reports, this::plan, this::verify);
    }

    /** What the arguments and settings ask for. */
    RunRequest request(Workbench bench) {
        return asked(bench, attempts).leased(lease(bench.settings()));
    }

    private int explained(Workbench bench, RunRequest request) throws InterruptedException {
        RequestPlan plan = new RequestPlan(bench, command(), simulate.on()).afterTheSweep(simulate);
        ReadinessAdapter adapter =
                bench.adapters().find(request.demand().workload().adapter()).orElseThrow();
        return RentingPlan.run(plan, bench, request, adapter, request.command().equals("up"))
                .print();
    }

    private Ending plan(Workbench bench, RunTools tools, RunRequest request, RunEvent.Listener outlets)
            throws InterruptedException {
        bench.looking(command());
        Provisioner provisioner = tools.provisioner(event -> {});
        Ranked ranked = provisioner.plan(request);
        Duration longest = tools.longestAttempt(request.demand().workload());
        Provisioner.Outlook outlook =
                provisioner.outlook(request, PlanView.unlimited(ranked, request.ceilings(), longest));
        bench.results()
                .print(
                        () -> PlanView.json(ranked, request, longest, outlook),
                        () -> PlanView.text(ranked, request, longest, outlook));
        return Ending.of(ranked.eligible().isEmpty() ? ExitCode.NO_OFFER : ExitCode.DONE, "");
    }

    private Ending verify(Workbench bench, RunTools tools, RunRequest request, RunEvent.Listener outlets)
            throws InterruptedException {
        warnOfMissingVariables(bench, request.demand().workload());
        ServingView.warning(request.demand().workload())
                .ifPresent(warning -> bench.terminal().err().println("vastctl: " + warning));
        SweepReport swept = Sweeping.first(bench, simulate, command(), Sweep.Mode.DESTROY);
        if (request.preserve() && !bench.global().quiet)
            bench.terminal()
                    .err()
                    .println("--preserve: a failed instance stays and bills until you destroy it by hand"
                            + (request.lease().isZero()
                                    ? "."
                                    : ", or until its lease ends: " + Durations.format(request.lease())
                                            + " after vastctl's last look at it."));
        RunEvent.Listener told = tools.listener();
        Provisioner provisioner = tools.provisioner(event -> {
            told.hear(event);
            outlets.hear(event);
        });
        RunResult result = provisioner.run(request, kept -> keep(bench, kept));
        ExitCode code = bench.decided(swept.mayStillRun() ? ExitCode.MAY_STILL_RUN : result.exitCode());
        Optional<KeptEndpoint> kept = KeptEndpoint.of(result, new Journal(bench.database()));
        bench.results()
                .print(
                        () -> json(result, code, swept.leftovers(), kept, tools),
                        () -> (global.quiet && code == ExitCode.DONE ? "" : text(result, tools))
                                + kept.map(endpoint -> endpoint.text(tools.now()))
                                        .orElse(""));
        Aftermath.tell(
                result,
                swept.leftovers(),
                tools.marketGoesOn(),
                bench.terminal().err());
        if (code != result.exitCode()) record(bench, result, code);
        if (Thread.currentThread().isInterrupted()) kept.ifPresent(endpoint -> runsOn(endpoint, bench));
        return Ending.of(result, code, swept.leftovers());
    }

    /** What the history counts is how the command ended. */
    private static void record(Workbench bench, RunResult result, ExitCode code) {
        try {
            new RunHistory(bench.database()).endedWith(result.runId(), code.code());
        } catch (StoreException e) {
            bench.terminal().err().println("vastctl: " + Trouble.of(e).line() + "; the run's result stands");
        }
    }

    /** The signal came too late: the endpoint is shown already. */
    private static void runsOn(KeptEndpoint endpoint, Workbench bench) {
        bench.terminal().err().println(Words.runsOn(endpoint.instanceId()));
        bench.terminal().err().flush();
    }

    /** Not an error: a token matters for gated models only. */
    private static void warnOfMissingVariables(Workbench bench, Workload workload) {
        for (String name : workload.passEnvironment())
            if (bench.variable(name).isEmpty())
                bench.terminal()
                        .err()
                        .println("vastctl: workload " + workload.name() + " wants to be passed " + name
                                + ", which is not set; going on without it.");
    }

    private static ObjectNode json(
            RunResult result, ExitCode code, List<Leftover> earlier, Optional<KeptEndpoint> kept, RunTools tools) {
        ObjectNode json = RunDocument.of(result, code, earlier);
        kept.ifPresent(endpoint -> endpoint.addTo(json));
        tools.truth().ifPresent(truth -> json.set("simulation", TruthView.json(truth)));
        return json;
    }

    private static String text(RunResult result, RunTools tools) {
        StringBuilder text = new StringBuilder(RunReport.of(result));
        if (result.offers().map(ranked -> ranked.eligible().isEmpty()).orElse(false))
            text.append(NoOffer.explain(result.offers().get()));
        tools.truth().ifPresent(truth -> text.append(TruthView.text(truth)));
        return text.toString();
    }
}
