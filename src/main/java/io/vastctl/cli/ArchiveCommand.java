package io.vastctl.cli;

import io.vastctl.cli.text.UsageException;
import io.vastctl.outcome.ExitCode;
import io.vastctl.start.ArchiveMaker;
import io.vastctl.start.Launch;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code vastctl archive}: makes what vastctl otherwise makes for itself in the background. */
@Command(
        name = "archive",
        description = "Make the class archive that makes vastctl start faster, now instead of in the background:"
                + " for container images and read-only homes.")
final class ArchiveCommand extends BenchCommand {

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        Launch launch = Launch.of(System.getProperties())
                .orElseThrow(() -> new UsageException("archive: java -jar cannot use one; start the JAR as a program:"
                        + " ./vastctl.jar archive, or sh vastctl.jar archive"));
        Path folder = launch.folder()
                .orElseThrow(() -> new UsageException("archive: there is no folder for it: expected HOME,"
                        + " XDG_CACHE_HOME or VASTCTL_ARCHIVE to name one without a colon, and not off"));
        try {
            Path archive = new ArchiveMaker(launch.jar(), folder).make();
            bench.results().done("The class archive is " + archive + ".");
            return 0;
        } catch (IOException e) {
            bench.terminal()
                    .err()
                    .println("vastctl: cannot make the class archive in " + folder + ": " + e.getMessage());
            return ExitCode.INTERNAL.code();
        }
    }
}
