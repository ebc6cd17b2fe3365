package io.vastctl.cli.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Flag;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.rent.Snapshot;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.RankingSettings;
import io.vastctl.memory.RunDetail;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl runs explain}: why this offer and not that one, replayed from the stored snapshot. */
@Command(name = "explain", description = "Replay a run's choice from what was known then.")
final class RunsExplain extends BenchCommand {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Parameters(paramLabel = "<run>", description = "The run's id, or an unambiguous beginning of it.")
    String runId = "";

    @Option(names = "--limit", paramLabel = "<n>", defaultValue = "20", description = "Most rows (default: 20).")
    int limit = 20;

    @Override
    protected int run(Workbench bench) {
        Flag.fromOne("--limit", limit);
        RunDetail run = StoredRun.find(bench, runId);
        String id = run.summary().runId();
        Snapshot snapshot = snapshot(run)
                .orElseThrow(() -> new UsageException("run " + id
                        + ": nothing to replay: it ended before a choice, or an older version recorded it"));
        Replay replay = Replay.of(snapshot, RankingSettings.constants(bench.settings()));
        bench.results().show(() -> replay.json(id, run.attempts()), () -> replay.text(id, run.attempts(), limit));
        return 0;
    }

    private static Optional<Snapshot> snapshot(RunDetail run) {
        if (run.snapshotJson().isBlank()) return Optional.empty();
        try {
            JsonNode document = MAPPER.readTree(run.snapshotJson());
            return Snapshot.read(document);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UsageException(
                    "run " + run.summary().runId() + ": its snapshot cannot be read by this version: " + e.getMessage(),
                    e);
        }
    }
}
