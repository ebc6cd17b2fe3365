package io.vastctl.cli.doctor;

import io.vastctl.cli.PrivateFile;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.UsageException;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Owners;
import io.vastctl.memory.ThisHost;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Roster;
import io.vastctl.provision.sweep.Sweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The doctor's checks of the state file and of what it says is still open. */
final class StateCheck {

    private final Workbench bench;
    private final SimulateOptions simulate;
    private final List<Finding> findings = new ArrayList<>();

    StateCheck(Workbench bench, SimulateOptions simulate) {
        this.bench = bench;
        this.simulate = simulate;
    }

    /** @param market empty without a key */
    List<Finding> findings(Optional<MarketAccess> market) {
        try {
            Database database = bench.database();
            database.check();
            int schema = database.writableSchema();
            findings.add(sound(database, schema));
            lock();
            journal(new Journal(database), market.isPresent());
        } catch (RuntimeException e) {
            findings.add(Finding.of("database", e));
        }
        return findings;
    }

    private static Finding sound(Database database, int schema) {
        String sound = database.name() + " is sound, schema " + schema;
        return database.file().filter(PrivateFile::othersMayRead).isPresent()
                ? Finding.warn("database", sound + ", but others can read it", "chmod 600 " + database.name())
                : Finding.good("database", sound);
    }

    private void lock() {
        try {
            findings.add(Finding.good(
                    "lock",
                    bench.whoRuns().map(holder -> "a run is on: " + holder).orElse("no run is on")));
        } catch (UsageException e) {
            findings.add(Finding.of("lock", e));
        }
    }

    /** With a key to the real market, what its listings show gone is closed on the way. */
    private void journal(Journal journal, boolean withKey) {
        Set<String> left = new HashSet<>();
        if (withKey && !simulate.on()) leftovers(left);
        String market = withKey ? bench.marketName(simulate, "doctor") : MarketName.REAL;
        List<Entry> open = journal.open().stream()
                .filter(entry ->
                        Set.of(market, MarketName.REAL).contains(entry.intent().market()))
                .toList();
        Roster roster = Roster.of(new Owners(bench.database(), bench.wall()), ThisHost.liveness());
        List<Entry> unattended = open.stream()
                .filter(entry -> left.contains(entry.label())
                        || !roster.atWork(entry, bench.clock().instant()))
                .toList();
        findings.add(JournalCheck.of(open, unattended));
    }

    private void leftovers(Set<String> left) {
        Sweeping.first(bench, simulate, "doctor", Sweep.Mode.LOOK)
                .leftovers()
                .forEach(leftover -> left.add(leftover.label()));
    }
}
