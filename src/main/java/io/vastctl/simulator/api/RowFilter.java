package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.market.FilterOp;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which instances a listing holds: {@code select_filters}, which knows the stored columns only. */
final class RowFilter implements Predicate<ObjectNode> {

    /** Columns of the contract's own tables; what is worked out for the answer, such as a price, is none. */
    private static final Set<String> STORED = Set.of(
            "id",
            "actual_status",
            "cur_state",
            "next_state",
            "intended_status",
            "label",
            "machine_id",
            "host_id",
            "image_uuid",
            "image_runtype",
            "template_id",
            "template_hash_id",
            "gpu_name",
            "verification",
            "start_date",
            "end_date",
            "geolocation",
            "is_bid",
            "disk_space",
            "ssh_host",
            "ssh_port",
            "ssh_idx",
            "min_bid",
            "status_msg",
            "bundle_id",
            "public_ipaddr");

    private final Predicate<ObjectNode> all;

    private RowFilter(Predicate<ObjectNode> all) {
        this.all = all;
    }

    /** @throws BadParameter for a column that is not stored or an operator that is not there */
    static RowFilter of(JsonNode filters) {
        Predicate<ObjectNode> all = row -> true;
        for (Map.Entry<String, JsonNode> column : filters.properties()) {
            checkColumn(column.getKey());
            for (Map.Entry<String, JsonNode> op : column.getValue().properties()) {
                FilterOp operator = FilterOp.named(op.getKey())
                        .orElseThrow(() -> BadParameter.invalid(op.getKey() + " is not a valid search op"));
                all = all.and(row -> operator.holds(row.path(column.getKey()), op.getValue()));
            }
        }
        return new RowFilter(all);
    }

    static void checkColumn(String name) {
        if (!STORED.contains(name)) throw BadParameter.invalid(name + " is not a valid search key");
    }

    @Override
    public boolean test(ObjectNode row) {
        return all.test(row);
    }
}
