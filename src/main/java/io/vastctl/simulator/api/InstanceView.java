package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.ContractState;
import io.vastctl.simulator.market.Listing;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.Order;
import java.time.Instant;
import java.util.List;

/** A contract as the API words it at one moment. */
final class InstanceView {

    private static final double NO_END = 2_034_617_753.0;
    private static final String ADDRESS = "127.0.0.1";
    private static final List<String> FROM_OFFER = List.of(
            "machine_id",
            "host_id",
            "gpu_name",
            "gpu_arch",
            "num_gpus",
            "gpu_ram",
            "gpu_frac",
            "gpu_lanes",
            "gpu_mem_bw",
            "bw_nvlink",
            "cpu_arch",
            "cpu_cores",
            "cpu_cores_effective",
            "cpu_name",
            "cpu_ram",
            "disk_name",
            "disk_bw",
            "geolocation",
            "verification",
            "reliability2",
            "inet_up",
            "inet_down",
            "inet_up_cost",
            "inet_down_cost",
            "storage_cost",
            "total_flops",
            "dlperf",
            "score",
            "cuda_max_good",
            "driver_version",
            "compute_cap",
            "pci_gen",
            "pcie_bw",
            "static_ip",
            "direct_port_count",
            "mobo_name",
            "os_version",
            "vram_costperhour",
            "credit_discount_max",
            "webpage",
            "logo");

    private final Contract contract;
    private final Market market;
    private final Instant now;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private InstanceView(Contract contract, Market market) {
        this.contract = contract;
        this.market = market;
        this.now = market.now();
    }

    /** As asked for by its number: for some time after create it may be the bare number. */
    static ObjectNode shown(Contract contract, Market market) {
        InstanceView view = new InstanceView(contract, market);
        view.json.put("id", contract.id());
        if (view.now.isBefore(contract.life().detailsAt())) return view.json;
        view.render();
        view.copy("bundle_id", "bundle_id");
        view.copy("hosting_type", "hosting_type");
        return view.json;
    }

    /** As a row of the listing, which reads the contract's own tables: complete from the first moment on. */
    static ObjectNode listed(Contract contract, Market market) {
        InstanceView view = new InstanceView(contract, market);
        view.json.put("id", contract.id());
        view.render();
        view.json.put("country_code", contract.offer().country().orElse(null)).putArray("volume_info");
        return view.json;
    }

    private void render() {
        states();
        asked();
        network();
        FROM_OFFER.forEach(field -> copy(field, field));
        copy("gpu_total_ram", "gpu_totalram");
        times();
        money();
        new Telemetry(contract, market).putInto(json);
    }

    private void copy(String field, String as) {
        JsonNode value = contract.offer().json().get(field);
        json.set(as, value == null ? NullNode.getInstance() : value.deepCopy());
    }

    private void states() {
        ContractState state = contract.state(now);
        json.put("actual_status", state.actualStatus().orElse(null));
        json.put("cur_state", state.curState())
                .put("next_state", state.nextState())
                .put("intended_status", state.intendedStatus());
        json.put("status_msg", state.statusMessage().orElse(null));
    }

    private void asked() {
        Order order = contract.order();
        json.put("label", contract.label().isEmpty() ? null : contract.label());
        json.put("image_uuid", order.image()).put("image_runtype", runtype(order));
        json.putArray("image_args");
        json.putNull("template_id").putNull("template_hash_id").putNull("template_name");
        ArrayNode environment = json.putArray("extra_env");
        order.environment()
                .forEach((key, value) -> environment.addArray().add(key).add(value));
        json.put("onstart", order.onstart().isEmpty() ? null : order.onstart());
        json.put("disk_space", order.diskGb());
        json.put("jupyter_token", market.chance().hex(64, "jupyter", contract.id()));
    }

    /** The older spelling, whatever was sent. */
    private static String runtype(Order order) {
        if (order.runtype().equals("args")) return "args";
        if (jupyter(order)) return order.direct() ? "jupyter_direc ssh_direc ssh_proxy" : "jupyter_proxy ssh_proxy";
        return order.direct() ? "ssh ssh_direc ssh_proxy" : "ssh_proxy";
    }

    private static boolean jupyter(Order order) {
        return order.runtype().contains("jupyter");
    }

    private void network() {
        // With jupyter the SSH proxy listens one port higher than this number, as clients know.
        int port = contract.proxyPort() - (jupyter(contract.order()) ? 1 : 0);
        json.put("ssh_host", ADDRESS).put("ssh_port", port).put("ssh_idx", "4");
        json.put("public_ipaddr", ADDRESS + "\n").put("local_ipaddrs", "172.17.0.2 \n");
        json.put("machine_dir_ssh_port", 21_000).put("direct_port_start", -1).put("direct_port_end", -1);
        if (!contract.up(now) || now.isBefore(contract.life().portsAt())) return;
        ObjectNode ports = json.putObject("ports");
        contract.ports().forEach((inside, outside) -> {
            ArrayNode ends = ports.putArray(inside + "/tcp");
            for (String host : List.of("0.0.0.0", "::")) {
                ends.addObject().put("HostIp", host).put("HostPort", String.valueOf(outside));
            }
        });
    }

    private void times() {
        double start = contract.life().created().toEpochMilli() / 1000.0;
        json.put("start_date", start);
        // Where the host names no end, the far one that the documentation's example shows.
        double end =
                contract.endDate().equals(Instant.MAX) ? NO_END : contract.endDate().toEpochMilli() / 1000.0;
        json.put("end_date", end).put("duration", end - now.toEpochMilli() / 1000.0);
        json.put("rentable", true).put("external", false);
        json.put("client_run_time", 1.1).put("host_run_time", 2_592_000.0);
        json.put("time_remaining", "").put("time_remaining_isbid", "");
    }

    /** The price is the running one even when stopped; {@code instance} tells what stopping leaves. */
    private void money() {
        double gpu = contract.gpuDollarsPerHour();
        double disk = contract.diskDollarsPerHour(now);
        double total = gpu + disk;
        json.put("is_bid", contract.bid().isPresent()).put("min_bid", market.leastBid(contract));
        json.put("dph_base", gpu).put("storage_total_cost", disk).put("dph_total", total);
        json.put("dlperf_per_dphtotal", contract.offer().number("dlperf", 0) / total);
        json.put("flops_per_dphtotal", contract.offer().number("total_flops", 0) / total);
        json.set("search", Listing.charges(json, gpu, disk));
        json.set("instance", Listing.charges(json, 0, disk));
        json.putNull("credit_balance").putNull("credit_discount");
    }
}
