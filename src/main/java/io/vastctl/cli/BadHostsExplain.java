package io.vastctl.cli;

import io.vastctl.memory.BadHosts;
import io.vastctl.memory.Dossier;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells why a machine or host is barred, or is not. */
@Command(
        name = "explain",
        description = "Every failure held against a machine or host: what it led to, and what was withdrawn and why.")
final class BadHostsExplain extends BenchCommand {

    @Mixin
    Subject subject = new Subject();

    @Override
    int run(Workbench bench) {
        Dossier dossier = new BadHosts(bench.database()).dossier(subject.scope(), subject.id());
        if (dossier.isEmpty())
            throw new UsageException("nothing was ever held against " + subject + ": see vastctl bad-hosts list --all"
                    + (subject.host ? "" : ", or add --host"));
        Instant now = bench.clock().instant();
        bench.print(() -> DossierView.json(dossier, now), () -> DossierView.text(dossier, now));
        return 0;
    }
}
