package io.vastctl.config;

import io.vastctl.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * One workload that can be named.
 *
 * @param source {@code built-in}, or the path of its file
 * @param workload empty if the file cannot be used
 */
public record CatalogEntry(String name, String source, Optional<Workload> workload, List<Problem> problems) {

    public CatalogEntry {
        problems = List.copyOf(problems);
    }
}
