package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.ranking.Ranked;
import java.util.function.Function;

/**
 * Where a run keeps what must outlive it.
 *
 * @param snapshot turns the ranked choice into the text that is stored with the run
 */
public record RunMemory(
        Journal journal,
        RunHistory history,
        BadHosts badHosts,
        Recollection recollection,
        Function<Ranked, String> snapshot) {}
