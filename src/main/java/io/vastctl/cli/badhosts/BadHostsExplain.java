package io.vastctl.cli.badhosts;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.KnownSubjects;
import io.vastctl.cli.Subject;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Settings;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.Dossier;
import io.vastctl.ranking.StrictnessPolicy;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells why a machine or host is barred, or is not. */
@Command(
        name = "explain",
        description = "Every failure held against a machine or host: what it led to, and what was withdrawn and why.")
public final class BadHostsExplain extends BenchCommand {

    @Mixin
    Subject subject = new Subject();

    @Override
    protected int run(Workbench bench) {
        Dossier dossier = new BadHosts(bench.database()).dossier(subject.scope(), subject.id());
        if (dossier.isEmpty())
            throw new UsageException("nothing was ever held against " + subject + KnownSubjects.barred(bench, subject)
                    + ": see vastctl bad-hosts list --all" + (subject.host ? "" : ", or add --host"));
        Instant now = bench.clock().instant();
        List<StrictnessPolicy> policies = policies(bench.settings());
        bench.results()
                .show(() -> DossierView.json(dossier, now, policies), () -> DossierView.text(dossier, now, policies));
        return 0;
    }

    /** The built-in ones, then the operator's own. */
    public static List<StrictnessPolicy> policies(Settings settings) {
        return settings.policyNames().stream()
                .flatMap(name -> settings.policy(name).stream())
                .toList();
    }
}
