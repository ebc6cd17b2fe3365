package io.vastctl.cli.guardian;

import io.vastctl.cli.ReportFile;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.watch.Figures;
import io.vastctl.cli.watch.Listening;
import io.vastctl.guard.loop.Steady;
import java.time.Duration;
import java.util.Optional;

/** Where a guardian's figures go: an address, a file, both or nowhere. From one thread. */
final class GuardianFigures implements AutoCloseable {

    /** For a look at every instance of the file, with all repeats. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(30);

    private final Workbench bench;
    private final Optional<Figures> served;
    private final Optional<ReportFile> file;
    private GuardianMetrics metrics = GuardianMetrics.NOTHING;

    private GuardianFigures(Workbench bench, Optional<Figures> served, Optional<ReportFile> file) {
        this.bench = bench;
        this.served = served;
        this.file = file;
    }

    /**
     * Begins to serve, where an address is named, and says where.
     *
     * @param pause from one look to the next
     * @throws io.vastctl.cli.text.UsageException if the address is not to be had
     */
    static GuardianFigures of(
            Workbench bench, Optional<Listening> http, Optional<ReportFile> file, Optional<Duration> pause) {
        Optional<Figures> served = http.map(listening -> Figures.open(
                listening,
                GuardianMetrics.NOTHING.text(),
                Steady.OF_THIS_COMPUTER,
                LONGEST_LOOK.plus(pause.orElse(Duration.ZERO))));
        served.ifPresent(open -> {
            bench.terminal().err().println("vastctl: /healthz and /metrics are at " + open.url());
            bench.terminal().err().flush();
        });
        return new GuardianFigures(bench, served, file);
    }

    /** A look is over. A file that cannot be written is told, and changes nothing. */
    void show(GuardianMetrics.Last round) {
        metrics = metrics.with(round);
        served.ifPresent(open -> open.show(metrics.text()));
        try {
            file.ifPresent(one -> one.write(metrics.text()));
        } catch (RuntimeException e) {
            bench.terminal().err().println("vastctl: " + Trouble.of(e).line() + "; the guardian goes on");
            bench.terminal().err().flush();
        }
    }

    @Override
    public void close() {
        served.ifPresent(Figures::close);
    }
}
