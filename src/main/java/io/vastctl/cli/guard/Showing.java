package io.vastctl.cli.guard;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.watch.Board;
import io.vastctl.cli.watch.Listening;
import io.vastctl.cli.watch.Look;
import io.vastctl.cli.watch.Picture;
import io.vastctl.cli.watch.StoredPicture;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.guard.loop.Steady;
import io.vastctl.memory.guard.GuardLease;
import io.vastctl.provision.Redaction;
import java.time.Duration;
import java.util.Optional;

/** The page of a guard at work, if one was asked for. */
record Showing(Optional<Board> board) implements AutoCloseable {

    /**
     * Begins to serve, and says where.
     *
     * @param http empty for no page
     * @param every from one look to the next
     * @throws io.vastctl.cli.text.UsageException if the address cannot be had
     */
    static Showing of(
            Workbench bench, Optional<Listening> http, String guard, boolean dryRun, Duration every, Steady steady) {
        if (http.isEmpty()) return new Showing(Optional.empty());
        Redaction redaction = Redaction.hiding(bench.keys().secrets());
        Board board =
                Board.open(http.get(), before(bench, guard, dryRun), bench.clock(), steady, every, redaction::clean);
        bench.terminal().err().println("vastctl: " + board.invitation());
        bench.terminal().err().flush();
        return new Showing(Optional.of(board));
    }

    /** What earlier guards of the plan did in the last hour. */
    private static Picture before(Workbench bench, String guard, boolean dryRun) {
        Picture stored = new StoredPicture(bench.database(), guard)
                .withTrail(bench.clock().instant());
        return new Picture(
                guard,
                Optional.of("this process, which begins"),
                dryRun,
                stored.look(),
                stored.trail(),
                stored.recent());
    }

    /** Another guard keeps the plan, by the memory as it was just read. */
    void behind(GuardLease other) {
        board.ifPresent(open -> open.behind(other.holder()));
    }

    /** This process keeps the plan from now on. */
    void acts(Workbench bench, String guard) {
        board.ifPresent(open -> open.acts(before(bench, guard, false)));
    }

    void show(Keeper.Tick tick) {
        board.ifPresent(open -> {
            open.keptBy("this process");
            open.show(Look.of(tick));
        });
    }

    @Override
    public void close() {
        board.ifPresent(Board::close);
    }
}
