package io.vastctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.Sleeper;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A market that is served in this process, as {@code simulate serve} does it, and faster than anybody waits. */
public final class Served {

    /** As a {@link Shell}'s time begins. */
    public static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

    private static final double FAST = 1_000_000;

    private Served() {}

    public static SimulatedMarket market(String scenario, long seed) {
        return SimulatedMarket.serve(
                new SimulatedMarket.Options(scenario, seed, FAST, Optional.empty(), 0, START),
                new SimulatedMarket.Service(1, Clock.systemUTC(), Sleeper.REAL, (at, method, path, status) -> {}));
    }

    /** Rents and keeps one, and gives the run's document. */
    public static JsonNode up(Shell shell, String... more) {
        String[] args = new String[5 + more.length];
        System.arraycopy(new String[] {"up", "--strictness", "balanced", "-o", "json"}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return shell.run(args).exits(0).json("run");
    }

    public static long instance(JsonNode run) {
        return run.path("endpoint").path("instanceId").asLong();
    }

    /** Does to the entry of a kept rental what its owner could have done. */
    public static void asItsOwner(Shell shell, long instanceId, BiConsumer<Journal, String> step) {
        try (Database database = Database.open(shell.database(), shell.time)) {
            Journal.Entry entry = new Journal(database)
                    .open().stream()
                            .filter(one -> one.instanceId().orElse(0) == instanceId)
                            .findFirst()
                            .orElseThrow();
            step.accept(new Journal(database, entry.ownerId()), entry.label());
        }
    }

    public static Journal.State state(Shell shell, String label) {
        try (Database database = Database.open(shell.database(), shell.time)) {
            return new Journal(database).find(label).orElseThrow().state();
        }
    }
}
