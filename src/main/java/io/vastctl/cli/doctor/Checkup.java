package io.vastctl.cli.doctor;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.config.Setting;
import io.vastctl.config.Settings;
import io.vastctl.outcome.ExitCode;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.ssh.SshIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The doctor's checks, each on its own feet: one that fails does not hide the next. */
public final class Checkup {

    private final Workbench bench;
    private final SimulateOptions simulate;
    private final List<Finding> findings = new ArrayList<>();

    public Checkup(Workbench bench, SimulateOptions simulate) {
        this.bench = bench;
        this.simulate = simulate;
    }

    public List<Finding> findings() throws InterruptedException {
        settings();
        Optional<MarketAccess> market = key();
        Optional<SshIdentity> identity = sshKey();
        if (market.isPresent()) findings.addAll(new AccountCheck(bench, market.get()).findings(identity));
        findings.addAll(new StateCheck(bench, simulate).findings(market));
        adapters();
        findings.add(HomeChecks.disk(bench.stateFile()));
        findings.add(HomeChecks.java(Runtime.version()));
        return findings;
    }

    private void settings() {
        try {
            for (Setting<?> setting : Settings.all()) bench.settings().get(setting);
            Path file = bench.folders().configFile();
            findings.add(Finding.good(
                    "settings", Files.exists(file) ? file + " is sound" : "defaults, there is no " + file));
        } catch (RuntimeException e) {
            findings.add(Finding.of("settings", e));
        }
    }

    private Optional<MarketAccess> key() {
        try {
            MarketAccess market = bench.market(simulate);
            findings.add(Finding.good(
                    "key",
                    simulate.on()
                            ? "simulated market, none needed"
                            : bench.keys()
                                    .apiSource()
                                    .map(source -> "from " + source)
                                    .orElse("simulated market, none needed")));
            return Optional.of(market);
        } catch (RuntimeException e) {
            findings.add(Finding.of("key", e));
            return Optional.empty();
        }
    }

    private Optional<SshIdentity> sshKey() {
        try {
            SshIdentity identity = bench.keys().ssh();
            findings.add(Finding.good("SSH key", identity.path().toString()));
            return Optional.of(identity);
        } catch (RuntimeException e) {
            findings.add(Finding.of("SSH key", e));
            return Optional.empty();
        }
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
}
