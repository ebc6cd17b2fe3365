package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.watch.Picture;
import io.vastctl.cli.watch.StatusJson;
import io.vastctl.cli.watch.StatusText;
import io.vastctl.cli.watch.StoredPicture;
import io.vastctl.guard.loop.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard status}: what the guard of a plan saw last. Asks nobody. */
@Command(
        name = "status",
        description = {
            "Show what the guard of a plan saw at its last look; reads the state file alone.",
            "Works from any shell while the guard runs, and afterwards."
        })
final class GuardStatusCommand extends BenchCommand {

    /** How old the last look of a guard at work may be, whatever the plan says about the time between two. */
    static final Duration LONGEST = Post.HOLD.multipliedBy(2);

    @Mixin
    GuardPost post = new GuardPost();

    @Option(
            names = "--watch",
            description =
                    "Go on showing it on this terminal, with the last hour in small, until q and Enter, or Ctrl-C.")
    boolean watch;

    @Option(
            names = "--every",
            paramLabel = "<duration>",
            defaultValue = "2s",
            description = "How often --watch reads the state file (default: ${DEFAULT-VALUE}).")
    String every = "2s";

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        String guard = post.guard(bench);
        Duration pause = GuardDecisionsCommand.span("--every", every);
        if (watch) GuardWatching.check(bench, pause);
        Optional<StoredPicture> known = bench.knownDatabase()
                .map(open -> new StoredPicture(open, guard))
                .filter(StoredPicture::exists);
        if (known.isEmpty()) return never(bench, guard);
        StoredPicture stored = known.get();
        if (watch) return new GuardWatching(bench, stored, pause).go();
        Picture picture = stored.now(bench.clock().instant());
        Instant now = picture.noEarlier(bench.clock().instant());
        bench.results()
                .show(
                        () -> StatusJson.of(picture, now, LONGEST),
                        () -> StatusText.of(
                                picture, now, LONGEST, bench.results().fitting()));
        return 0;
    }

    private int never(Workbench bench, String guard) {
        bench.results()
                .print(
                        () -> StatusJson.of(
                                Picture.before(guard, false), bench.clock().instant(), LONGEST),
                        () -> "No guard has kept " + guard + " yet; begin with: vastctl guard run " + post.path(bench)
                                + System.lineSeparator());
        return 0;
    }
}
