package io.vastctl.cli;

import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Settings;
import io.vastctl.memory.Journal;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.Settled;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.provision.sweep.SweepReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sweep that each command makes before it talks to the API about anything else, and what it says on stderr. */
public final class Sweeping {

    /** What a sweep reports that found nothing to do. */
    public static final SweepReport NOTHING_OPEN = new SweepReport(List.of(), List.of(), List.of(), Optional.empty());

    /** Where the memory can only be read: what dead processes left stays as it is. */
    public static final SweepReport CANNOT_WRITE =
            new SweepReport(List.of(), List.of(), List.of(), Optional.of("the state can only be read"));

    private Sweeping() {}

    /** Says what it did, and names orphans unless it destroyed them; what is left after that is the caller's to tell. */
    public static SweepReport first(Workbench bench, SimulateOptions simulate, String command, Sweep.Mode mode) {
        MarketAccess market = bench.market(simulate);
        if (isIdle(bench, simulate, command, market)) return NOTHING_OPEN;
        String prefix = bench.settings().get(Settings.LABEL_PREFIX);
        boolean seen = mode == Sweep.Mode.DESTROY || bench.looking(command).isSeen();
        SweepReport report = seen ? of(bench, simulate, command, market, prefix).sweep(mode) : CANNOT_WRITE;
        tell(report, bench.terminal().err(), mode);
        return report;
    }

    /** A market inside this process has nothing of earlier ones; whatever they left open is to be closed, though. */
    public static boolean isIdle(Workbench bench, SimulateOptions simulate, String command, MarketAccess market) {
        Journal journal = new Journal(bench.database());
        return simulate.on()
                ? journal.open().isEmpty()
                : Sweep.isIdle(journal, bench.marketName(simulate, command), market.clock());
    }

    /** The sweep itself, for commands that also list or reap. */
    public static Sweep of(
            Workbench bench, SimulateOptions simulate, String command, MarketAccess market, String labelPrefix) {
        return new Sweep(
                market.api(),
                bench.ownership(command),
                bench.marketName(simulate, command),
                market.clock(),
                market.sleeper(),
                labelPrefix);
    }

    private static void tell(SweepReport report, PrintWriter err, Sweep.Mode mode) {
        tellSettled(report, err);
        if (mode == Sweep.Mode.LOOK) name(report.leftovers(), err);
    }

    /** What it did about earlier rentals; what it left is the caller's to tell. */
    public static void tellSettled(SweepReport report, PrintWriter err) {
        for (Settled settled : report.settled()) err.println("vastctl: earlier rental: " + settled.what());
        report.trouble().ifPresent(why -> err.println("vastctl: earlier rentals could not be looked after: " + why));
        err.flush();
    }

    /** What may be costing money right now, and the command to end it. */
    public static void name(List<Leftover> leftovers, PrintWriter err) {
        for (Leftover left : leftovers)
            err.printf(
                    Locale.ROOT,
                    "vastctl: MAY STILL BE RUNNING: %s (%s/h), %s; destroy it with: vastctl %s%n",
                    instance(left),
                    Words.dollars(left.dollarsPerHour()),
                    left.evidence(),
                    remedy(left));
        err.flush();
    }

    /** The instance by its number, if that is known, or else by its label. */
    public static String instance(Leftover left) {
        return left.instanceId().isPresent()
                ? "instance " + left.instanceId().getAsLong() + " labelled " + left.label()
                : "an instance labelled " + left.label();
    }

    /** What was kept is left alone by reap. */
    public static String remedy(Leftover left) {
        return left.kept() && left.instanceId().isPresent()
                ? "down " + left.instanceId().getAsLong()
                : "reap --yes";
    }
}
