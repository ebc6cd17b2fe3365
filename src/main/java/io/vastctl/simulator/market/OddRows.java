package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rows as odd as the real market has them: missing fields, modified cards, dear traffic. They sit on
 * machines that are not among the sound ones.
 */
final class OddRows {

    private static final Map<Integer, Consumer<ObjectNode>> ODD = Map.ofEntries(
            Map.entry(3, row -> row.put("geolocation", ", CA")),
            Map.entry(6, row -> row.putNull("geolocation").putNull("geolocode")),
            Map.entry(11, row -> row.putNull("cpu_name").putNull("cpu_cores")),
            Map.entry(14, OddRows::modifiedCard),
            Map.entry(19, row -> shorten(row, 11_751.87)),
            Map.entry(22, row -> row.put("inet_down_cost", 0.0521).put("inet_up_cost", 0.0521)),
            Map.entry(27, row -> row.put("disk_space", 37.28).put("avail_vol_size", 5.7e-14)),
            Map.entry(
                    30,
                    row -> row.put("dlperf", row.path("dlperf").asDouble() / 2)
                            .put("gpu_mem_bw", row.path("gpu_mem_bw").asDouble() / 2)),
            Map.entry(35, row -> row.putNull("start_date")),
            Map.entry(38, row -> row.putNull("hosting_type")),
            Map.entry(43, row -> row.put("min_bid", row.path("dph_base").asDouble() * 1.05)),
            Map.entry(
                    46,
                    row -> row.put("dph_base", 0.0267)
                            .put("verification", "deverified")
                            .put("vericode", 2)),
            Map.entry(51, row -> row.put("storage_cost", 1.0)),
            Map.entry(54, row -> row.put("gpu_max_power", 110.0)),
            Map.entry(59, row -> row.put("direct_port_count", 0)),
            Map.entry(62, row -> row.put("geolocation", "Sweden")),
            Map.entry(67, row -> row.putNull("inet_down")),
            Map.entry(70, row -> shorten(row, 1_500)));

    Listing change(int machine, Listing row) {
        Consumer<ObjectNode> change = ODD.get(machine);
        if (change != null) change.accept(row.json());
        return row;
    }

    /** A 4090 with twice the memory soldered on, and a driver version of two parts. */
    private static void modifiedCard(ObjectNode row) {
        int cards = row.path("num_gpus").asInt();
        row.put("gpu_name", "RTX 4090").put("gpu_ram", 49_140).put("gpu_total_ram", 49_140 * cards);
        row.put("compute_cap", 890).put("driver_version", "580.142").put("driver_vers", 580_142_000);
        row.put("cuda_max_good", 13.0).put("dph_base", 0.8 * cards);
    }

    private static void shorten(ObjectNode row, double seconds) {
        double end = row.path("end_date").asDouble() - row.path("duration").asDouble() + seconds;
        row.put("duration", seconds).put("end_date", end);
    }
}
