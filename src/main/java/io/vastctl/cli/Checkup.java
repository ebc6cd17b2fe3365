package io.vastctl.cli;

import io.vastctl.config.Settings;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Owners;
import io.vastctl.memory.ThisHost;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Roster;
import io.vastctl.provision.Sweep;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.vast.Account;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The doctor's checks, each on its own feet: one that fails does not hide the next. */
final class Checkup {

    /** A clock further off than this makes deadlines and log times misleading. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);
    /** No instance has this id, so asking to destroy it shows the right to destroy and harms nothing. */
    private static final long NO_INSTANCE = 0;

    private final Workbench bench;
    private final SimulateOptions simulate;
    private final List<Finding> findings = new ArrayList<>();
    private boolean simulated;

    Checkup(Workbench bench, SimulateOptions simulate) {
        this.bench = bench;
        this.simulate = simulate;
    }

    List<Finding> findings() throws InterruptedException {
        Optional<VastApi> api = key();
        if (api.isPresent()) account(api.get());
        sshKey();
        database(api);
        adapters();
        findings.add(HomeChecks.disk(bench.stateFile()));
        findings.add(HomeChecks.java(Runtime.version()));
        return findings;
    }

    private Optional<VastApi> key() {
        try {
            MarketAccess market = bench.market(simulate);
            simulated = market.simulated();
            findings.add(Finding.good("key", simulated ? "simulated market, none needed" : "found"));
            return Optional.of(market.api());
        } catch (RuntimeException e) {
            findings.add(bad("key", e));
            return Optional.empty();
        }
    }

    private void account(VastApi api) throws InterruptedException {
        try {
            Account account = api.currentUser();
            String credit = String.format(Locale.ROOT, "$%.2f of credit", account.creditDollars());
            findings.add(
                    account.creditDollars() > 0
                            ? Finding.good("balance", credit)
                            : Finding.bad("balance", credit, "add credit before renting", ExitCode.ACCOUNT));
            spendLimit(account.creditDollars());
            clock(api);
            rightToRead(api);
            rightToDestroy(api);
        } catch (VastApiException e) {
            findings.add(bad("balance", e));
        }
    }

    private void spendLimit(double credit) {
        try {
            findings.add(HomeChecks.spendLimit(bench.settings().get(Settings.MAX_SPEND), credit));
        } catch (RuntimeException e) {
            // Settings are stored in the database, which may be the thing that is broken.
            findings.add(bad("spend limit", e));
        }
    }

    private void clock(VastApi api) {
        if (simulated) {
            findings.add(Finding.good("clock", "the simulated market's own"));
            return;
        }
        Optional<Duration> skew = api.clockSkew();
        if (skew.isEmpty()) {
            findings.add(Finding.good("clock", "the API does not tell its time"));
            return;
        }
        String detail = Words.duration(skew.get().abs()) + " off the API's clock";
        findings.add(
                skew.get().abs().compareTo(CLOCK_TOLERANCE) <= 0
                        ? Finding.good("clock", detail)
                        : Finding.bad(
                                "clock",
                                detail,
                                "set this machine's clock, best by a time service",
                                ExitCode.INTERNAL));
    }

    /** The right to rent cannot be asked for without renting, so that a run may be the first to hear of it. */
    private void rightToRead(VastApi api) throws InterruptedException {
        try {
            findings.add(Finding.good(
                    "right to read", "the key may list instances: " + api.list().size() + " in the account"));
        } catch (VastApiException e) {
            findings.add(bad("right to read", e));
        }
    }

    private void rightToDestroy(VastApi api) throws InterruptedException {
        try {
            api.destroy(NO_INSTANCE);
            findings.add(Finding.good("right to destroy", "the key may destroy instances"));
        } catch (VastApiException e) {
            findings.add(bad("right to destroy", e));
        }
    }

    private void sshKey() {
        try {
            findings.add(Finding.good("SSH key", bench.sshIdentity().path().toString()));
        } catch (RuntimeException e) {
            findings.add(bad("SSH key", e));
        }
    }

    private void database(Optional<VastApi> api) {
        try {
            Database database = bench.database();
            database.check();
            findings.add(Finding.good("database", database.path() + " is sound"));
            journal(new Journal(database), api);
        } catch (RuntimeException e) {
            findings.add(bad("database", e));
        }
    }

    /** With a key to the real market, what its listings show gone is closed on the way. */
    private void journal(Journal journal, Optional<VastApi> api) {
        Set<String> left = new HashSet<>();
        if (api.isPresent() && !simulate.on())
            Sweeping.first(bench, simulate, "doctor", Sweep.Mode.LOOK)
                    .leftovers()
                    .forEach(leftover -> left.add(leftover.label()));
        String market = api.isPresent() ? bench.marketName(simulate, "doctor") : MarketName.REAL;
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

    private void adapters() {
        AdapterCatalog catalog = bench.adapters();
        findings.add(
                catalog.problems().isEmpty()
                        ? Finding.good("adapters", String.join(", ", catalog.ids()))
                        : Finding.bad(
                                "adapters",
                                String.join("; ", catalog.problems()),
                                "mend or remove them",
                                ExitCode.USAGE));
    }

    private static Finding bad(String check, RuntimeException e) {
        Trouble trouble = Trouble.of(e);
        return Finding.bad(check, trouble.line(), remedy(trouble.exitCode()), trouble.exitCode());
    }

    private static String remedy(ExitCode code) {
        return switch (code) {
            case ACCOUNT -> "see the key's rights and the account in Vast.ai's console";
            case USAGE -> "mend what it names, or name another one";
            case MAY_STILL_RUN -> "vastctl reap --yes";
            default -> "see the network and --api-url, then try again with -v";
        };
    }
}
