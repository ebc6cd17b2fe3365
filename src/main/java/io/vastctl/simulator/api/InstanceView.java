package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.market.Bill;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Life;
import io.vastctl.simulator.market.Listing;
import io.vastctl.simulator.market.Order;
import java.time.Instant;
import java.util.List;

/** A contract as the API words it at one moment. */
final class InstanceView {

    private static final String ADDRESS = "127.0.0.1";
    private static final List<String> FROM_OFFER = List.of(
            "machine_id",
            "host_id",
            "bundle_id",
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
            "hosting_type",
            "inet_up",
            "inet_down",
            "inet_up_cost",
            "inet_down_cost",
            "storage_cost",
            "min_bid",
            "total_flops",
            "dlperf",
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
            "end_date");

    private final Contract contract;
    private final Instant now;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private InstanceView(Contract contract, Instant now) {
        this.contract = contract;
        this.now = now;
    }

    static ObjectNode of(Contract contract, Instant now) {
        return new InstanceView(contract, now).render();
    }

    private ObjectNode render() {
        json.put("id", contract.id());
        if (now.isBefore(contract.life().detailsAt())) return json;
        states();
        asked();
        network();
        facts();
        money();
        return json;
    }

    private void states() {
        Life life = contract.life();
        boolean never = contract.stopped();
        json.put("actual_status", never ? "created" : life.actualStatus(now).orElse(null));
        String state = never || life.stopped(now) ? "stopped" : "running";
        json.put("cur_state", state).put("next_state", state).put("intended_status", state);
        json.put(
                "status_msg",
                contract.stopped() ? null : StatusText.of(contract, now).orElse(null));
    }

    private void asked() {
        Order order = contract.order();
        json.put("label", order.label().isEmpty() ? null : order.label());
        json.put("image_uuid", order.image())
                .put("image_runtype", order.direct() ? "ssh ssh_direc ssh_proxy" : "ssh_proxy");
        json.putArray("image_args");
        json.putNull("template_id").putNull("template_hash_id").putNull("template_name");
        ArrayNode environment = json.putArray("extra_env");
        order.environment()
                .forEach((key, value) -> environment.addArray().add(key).add(value));
        json.put("onstart", order.onstart().isEmpty() ? null : order.onstart());
        json.put("disk_space", order.diskGb());
    }

    private void network() {
        boolean running = contract.up(now);
        json.put("ssh_host", ADDRESS).put("ssh_port", contract.proxyPort()).put("ssh_idx", "4");
        json.put("public_ipaddr", ADDRESS + "\n").put("local_ipaddrs", "172.17.0.2 \n");
        json.put("machine_dir_ssh_port", 21_000).put("direct_port_start", -1).put("direct_port_end", -1);
        if (!running || now.isBefore(contract.life().portsAt())) {
            json.putNull("ports");
            return;
        }
        ObjectNode ports = json.putObject("ports");
        contract.ports()
                .forEach((inside, outside) -> ports.putArray(inside + "/tcp")
                        .addObject()
                        .put("HostIp", "0.0.0.0")
                        .put("HostPort", String.valueOf(outside)));
    }

    private void facts() {
        FROM_OFFER.forEach(
                field -> json.set(field, contract.offer().json().path(field).deepCopy()));
        json.set("gpu_totalram", contract.offer().json().path("gpu_total_ram").deepCopy());
        double start = contract.life().created().toEpochMilli() / 1000.0;
        json.put("start_date", start).put("duration", contract.offer().number("end_date", start) - start);
        json.putNull("uptime_mins").putNull("gpu_temp").putNull("gpu_util");
        json.put("disk_usage", -1).put("disk_util", -1).put("rentable", true).putNull("external");
    }

    private void money() {
        double gpu = Bill.gpuDollarsPerHour(contract);
        double disk = contract.offer().diskDollarsPerHour(contract.order().diskGb());
        json.put("is_bid", contract.order().bid().isPresent());
        json.put("dph_base", gpu).put("storage_total_cost", disk).put("dph_total", gpu + disk);
        json.set("search", Listing.charges(json, gpu, disk));
        json.set("instance", Listing.charges(json, 0, disk));
    }
}
