package io.vastctl.cli.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.Plan;
import io.vastctl.guard.loop.Replay;
import io.vastctl.memory.guard.GuardBook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard replay}: stored looks decided again, by the same plan or by another. */
@Command(
        name = "replay",
        description = {
            "Decide the stored looks of a plan's guard again and show what differs; does nothing else.",
            "By the plan they were decided by nothing may differ. By another (--by) each look is judged as it was seen:"
                    + " what the other plan would have changed in later looks is not played."
        })
final class GuardReplayCommand extends BenchCommand {

    @Mixin
    GuardPost post = new GuardPost();

    @Option(
            names = "--by",
            paramLabel = "<file>",
            description = "Another plan to decide by (default: the one of then).")
    @Nullable
    Path by;

    @Option(
            names = "--since",
            paramLabel = "<duration>",
            defaultValue = "7d",
            description = "How far back (default: ${DEFAULT-VALUE}).")
    String since = "7d";

    @Override
    protected int run(Workbench bench) {
        Optional<Plan> other = Optional.ofNullable(by).map(path -> {
            GuardPost named = new GuardPost();
            named.file = path;
            return named.setup(bench).plan();
        });
        Duration span = GuardDecisionsCommand.span("--since", since);
        GuardBook book = new GuardBook(bench.database());
        List<Replay> differing = new ArrayList<>();
        List<Long> ticks = book.ticks(post.guard(bench), bench.clock().instant().minus(span));
        for (long tick : ticks) {
            Replay replay = Replay.of(book.tick(tick), other);
            if (replay.differs()) differing.add(replay);
        }
        bench.results().print(() -> json(ticks.size(), differing), () -> text(ticks.size(), differing));
        return other.isEmpty() && !differing.isEmpty() ? 1 : 0;
    }

    private static ObjectNode json(int looks, List<Replay> differing) {
        ObjectNode json = Json.document("guard-replay").put("looks", looks).put("differing", differing.size());
        ArrayNode list = json.putArray("differences");
        for (Replay replay : differing) {
            ObjectNode one = list.addObject().put("at", Words.iso(replay.at()));
            ArrayNode then = one.putArray("onlyThen");
            replay.onlyThen().forEach(then::add);
            ArrayNode now = one.putArray("onlyNow");
            replay.onlyNow().forEach(now::add);
        }
        return json;
    }

    private static String text(int looks, List<Replay> differing) {
        StringBuilder text = new StringBuilder();
        for (Replay replay : differing) {
            text.append(Words.iso(replay.at())).append(System.lineSeparator());
            replay.onlyThen().forEach(line -> text.append("  - ").append(line).append(System.lineSeparator()));
            replay.onlyNow().forEach(line -> text.append("  + ").append(line).append(System.lineSeparator()));
        }
        return text.append(Words.count(looks, "look", "looks"))
                .append(" decided again, ")
                .append(differing.size())
                .append(" differ.")
                .append(System.lineSeparator())
                .toString();
    }
}
