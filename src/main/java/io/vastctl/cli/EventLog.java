package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.runs.RunDocument;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.outcome.Phase;
import io.vastctl.provision.RunEvent;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one JSON line per state change ({@code --events FILE|-}); looks that change nothing are left out. */
public final class EventLog implements RunEvent.Listener, AutoCloseable {

    private static final Path STDOUT = Path.of("-");

    private final BufferedWriter file;
    private final String target;
    private final Clock clock;
    private final PrintWriter err;
    private final Map<Integer, Phase> lastPhase = new HashMap<>();
    private boolean failed;

    /**
     * Appends to the file.
     *
     * @param err told once if lines are being lost
     */
    public EventLog(Path path, Clock clock, PrintWriter err) {
        this(opened(path), String.valueOf(path), clock, err);
    }

    /** Writes to somebody who listens; that is not closed with it. */
    public EventLog(PrintWriter listener, Clock clock, PrintWriter err) {
        this(new BufferedWriter(new Uncloseable(listener)), "-", clock, err);
    }

    private EventLog(BufferedWriter file, String target, Clock clock, PrintWriter err) {
        this.file = file;
        this.target = target;
        this.clock = clock;
        this.err = err;
    }

    /** Whether the option asks for stdout. */
    public static boolean toStdout(@Nullable Path path) {
        return STDOUT.equals(path);
    }

    private static BufferedWriter opened(Path path) {
        try {
            return Files.newBufferedWriter(
                    path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UsageException("--events " + path + " cannot be written: name a file in a folder that exists", e);
        }
    }

    @Override
    public void hear(RunEvent event) {
        if (event instanceof RunEvent.Started started)
            write(event("run-started").put("runId", started.runId()));
        else if (event instanceof RunEvent.Ranking ranking)
            write(event("offers-ranked")
                    .put("seen", ranking.ranked().seen())
                    .put("eligible", ranking.ranked().eligible().size()));
        else if (event instanceof RunEvent.AttemptStarted started)
            write(event("attempt-started")
                    .put("attempt", started.number())
                    .put("offerId", started.offer().offerId())
                    .put("machineId", started.offer().machineId())
                    .put("dollarsPerHour", Words.rounded(started.dollarsPerHour(), 6))
                    .put("label", started.label()));
        else if (event instanceof RunEvent.Rented rented)
            write(event("rented").put("attempt", rented.number()).put("instanceId", rented.instanceId()));
        else if (event instanceof RunEvent.Looked looked) looked(looked);
        else if (event instanceof RunEvent.Verified verified)
            write(event("verified")
                    .put("attempt", verified.number())
                    .put("tokensPerSecond", Words.rounded(verified.verified().tokensPerSecond(), 1)));
        else if (event instanceof RunEvent.AttemptFailed failed)
            write(event("attempt-failed")
                    .put("attempt", failed.number())
                    .setAll(RunDocument.failure(failed.failure())));
        else if (event instanceof RunEvent.CleanedUp cleaned)
            write(event("cleaned-up")
                    .put("attempt", cleaned.number())
                    .put("cleanup", cleaned.cleanup().word()));
        else if (event instanceof RunEvent.MachineBarred barred)
            write(event("machine-barred").put("machineId", barred.machineId()).put("reason", barred.reason()));
        else if (event instanceof RunEvent.BlameWithdrawn withdrawn)
            write(event("blame-withdrawn").put("detail", withdrawn.why()));
        else if (event instanceof RunEvent.CameBack back)
            write(event("came-back").put("instanceId", back.instanceId()).put("detail", back.what()));
        else if (event instanceof RunEvent.Unprotected unprotected)
            write(event("unprotected")
                    .put("attempt", unprotected.number())
                    .put("instanceId", unprotected.instanceId())
                    .put("detail", "the lease " + unprotected.what()));
        else if (event instanceof RunEvent.CeilingNear near)
            write(event("ceiling-near")
                    .put("ceiling", near.headroom().ceiling())
                    .put("used", Words.rounded(near.headroom().used(), 6))
                    .put("limit", Words.rounded(near.headroom().limit(), 6))
                    .put("detail", near.detail()));
        else if (event instanceof RunEvent.HedgeStarted started)
            write(event("hedge-started").setAll(RunDocument.hedge(started.hedge())));
        else if (event instanceof RunEvent.NoHedge none) write(event("no-hedge").put("detail", none.why()));
        else if (event instanceof RunEvent.Finished finished)
            write(event("run-finished")
                    .put("outcome", finished.result().outcome().word())
                    .put("exitCode", finished.result().exitCode().code())
                    .put("costDollars", Words.rounded(finished.result().costDollars(), 6)));
    }

    private void looked(RunEvent.Looked looked) {
        Phase phase = looked.pending().phase();
        if (lastPhase.put(looked.number(), phase) == phase) return;
        write(event("phase")
                .put("attempt", looked.number())
                .put("phase", looked.pending().phase().name())
                .put("detail", looked.pending().detail()));
    }

    private ObjectNode event(String kind) {
        return Json.object()
                .put("schema", "vastctl.event/1")
                .put("at", clock.instant().toString())
                .put("event", kind);
    }

    /** A full disk must not end a run that has something rented: the line is lost, the run goes on. */
    private void write(ObjectNode event) {
        try {
            file.write(Json.line(event));
            file.newLine();
            file.flush();
        } catch (IOException e) {
            lost(e);
        }
    }

    private void lost(IOException e) {
        if (!failed) err.println("vastctl: --events " + target + ": lines are being lost: " + e.getMessage());
        failed = true;
    }

    /** Stdout, which others need after this; one that nobody reads any more is told of like a full disk. */
    private static final class Uncloseable extends FilterWriter {

        private final PrintWriter listener;

        Uncloseable(PrintWriter listener) {
            super(listener);
            this.listener = listener;
        }

        @Override
        public void flush() throws IOException {
            if (listener.checkError()) throw new IOException("nobody reads them");
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            lost(e);
        }
    }
}
