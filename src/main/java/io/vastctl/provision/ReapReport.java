package io.vastctl.provision;

import java.util.List;

/**
 * What was destroyed by order.
 *
 * @param selected the rows that the selection takes
 * @param settled what became of them; empty for a dry run
 * @param leftovers what may be running all the same
 */
public record ReapReport(List<InventoryReport.Row> selected, List<Settled> settled, List<Leftover> leftovers) {

    public ReapReport {
        selected = List.copyOf(selected);
        settled = List.copyOf(settled);
        leftovers = List.copyOf(leftovers);
    }

    public boolean mayStillRun() {
        return !leftovers.isEmpty();
    }
}
