package io.vastctl.provision.sweep;

import io.vastctl.provision.InventoryReport;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.Settled;
import java.util.List;
import java.util.Optional;

/**
 * What was destroyed by order.
 *
 * @param selected the rows that the selection takes
 * @param settled what became of them
 * @param leftovers what may be running all the same
 * @param trouble why it did not come to its end, one line; then what was selected before may be running too
 */
public record ReapReport(
        List<InventoryReport.Row> selected, List<Settled> settled, List<Leftover> leftovers, Optional<String> trouble) {

    public static final ReapReport NOTHING = new ReapReport(List.of(), List.of(), List.of(), Optional.empty());

    public ReapReport {
        selected = List.copyOf(selected);
        settled = List.copyOf(settled);
        leftovers = List.copyOf(leftovers);
    }
}
