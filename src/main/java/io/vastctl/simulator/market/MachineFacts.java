package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.market.OfferTable.Cpu;
import io.vastctl.simulator.market.OfferTable.Disk;
import io.vastctl.simulator.market.OfferTable.Driver;
import io.vastctl.simulator.market.OfferTable.Gpu;
import io.vastctl.simulator.market.OfferTable.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** One drawn machine, and the rows that offer it or a part of it. */
final class MachineFacts {

    private static final Set<String> SHUNNED = Set.of("RU", "CN", "IR", "KP", "SY");
    private static final double[] TRAFFIC = {0.0013, 0.0026, 0.0039, 0.0065, 0.013, 0.026};

    private final SplittableRandom random;
    private final OfferTable table;
    private final Gpu gpu;
    private final long machineId;
    private final long hostId;
    private final Cpu cpu;
    private final Disk disk;
    private final double priceFactor;
    private final double down;
    private final double diskGb;
    private final double ageDays;
    private final double leftDays;
    private final long[] cardIds;
    private int cards;
    private int ports;
    private double reliability;
    private String verification = "unverified";
    private Place place;
    private Driver driver;

    MachineFacts(SplittableRandom random, OfferTable table, Gpu gpu, IntFunction<long[]> cardNumbers) {
        this.random = random;
        this.table = table;
        this.gpu = gpu;
        this.machineId = 2_000L + random.nextInt(150_000);
        this.hostId = drawHost();
        this.cpu = OfferGenerator.pick(random, table.cpus());
        this.disk = OfferGenerator.pick(random, table.disks());
        this.priceFactor = Math.exp(random.nextDouble(-0.28, 0.32));
        this.down = Math.exp(random.nextDouble(Math.log(180), Math.log(8_500)));
        this.diskGb = Math.exp(random.nextDouble(Math.log(90), Math.log(2_800)));
        this.ageDays = random.nextDouble(2, 700);
        this.leftDays = random.nextDouble(1.5, 240);
        this.cards = new int[] {1, 1, 1, 1, 1, 1, 2, 2, 4, 8}[random.nextInt(10)];
        this.cardIds = cardNumbers.apply(cards);
        this.ports = random.nextInt(100) < 12 ? random.nextInt(8) : 8 + random.nextInt(242);
        this.place = OfferGenerator.pick(random, table.places());
        this.driver = OfferGenerator.pick(random, table.drivers());
        if (gpu.cc() >= 1200) modernDriver();
    }

    /** A few owners have a whole rack; most have one machine. */
    private long drawHost() {
        return random.nextInt(100) < 35 ? 20_000L + 4_099L * random.nextInt(14) : 40_000L + random.nextInt(620_000);
    }

    int cards() {
        return cards;
    }

    MachineFacts single() {
        cards = 1;
        return this;
    }

    MachineFacts verified() {
        verification = "verified";
        return this;
    }

    MachineFacts unverified() {
        verification = random.nextInt(3) == 0 ? "deverified" : "unverified";
        return this;
    }

    /** Most machines stand near the upper end. */
    MachineFacts reliable(double low, double high) {
        reliability = high - (high - low) * Math.pow(random.nextDouble(), 2.2);
        return this;
    }

    MachineFacts ports(int low, int high) {
        ports = random.nextInt(low, high + 1);
        return this;
    }

    MachineFacts freeCountry() {
        while (SHUNNED.contains(place.text().substring(place.text().length() - 2))) {
            place = OfferGenerator.pick(random, table.places());
        }
        return this;
    }

    MachineFacts modernDriver() {
        while (driver.cuda() < 12.9) driver = OfferGenerator.pick(random, table.drivers());
        return this;
    }

    Listing row(long offerId, int slice, Instant now) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        double share = (double) slice / cards;
        identity(row, offerId, slice);
        gpu(row, slice, share);
        machine(row, share);
        money(row, slice);
        trust(row, now);
        constants(row, offerId);
        return new Listing(row);
    }

    private void identity(ObjectNode row, long offerId, int slice) {
        row.put("id", offerId).put("ask_contract_id", offerId);
        row.put("bundle_id", Math.abs(offerId * 2_654_435_761L % 2_000_000_000L))
                .putNull("bundled_results");
        row.put("machine_id", machineId).put("host_id", hostId);
        ArrayNode ids = row.putArray("gpu_ids");
        Arrays.stream(cardIds, 0, slice).forEach(ids::add);
        row.put("resource_type", "gpu").putNull("cluster_id").put("rn", 1);
    }

    private void gpu(ObjectNode row, int slice, double share) {
        row.put("gpu_name", gpu.name()).put("num_gpus", slice).put("gpu_frac", share);
        row.put("gpu_ram", gpu.ramMb()).put("gpu_total_ram", gpu.ramMb() * slice);
        row.put("compute_cap", gpu.cc()).put("cuda_max_good", driver.cuda());
        row.put("driver_version", driver.version()).put("driver_vers", driverNumber());
        row.put("gpu_mem_bw", gpu.memBw()).put("bw_nvlink", 0.0);
        row.put("pcie_bw", gpu.gen() * 5.6).put("pci_gen", gpu.gen()).put("gpu_lanes", 16);
        row.put("gpu_max_power", gpu.watts()).put("gpu_max_temp", 88.0).put("gpu_display_active", false);
        row.put("gpu_arch", "nvidia").put("total_flops", gpu.flops() * slice);
        row.put("dlperf", gpu.dlperf() * slice).put("score", gpu.dlperf() / (gpu.price() * priceFactor));
    }

    private long driverNumber() {
        long number = 0;
        String[] parts = driver.version().split("\\.", -1);
        for (int i = 0; i < 3; i++) number = number * 1000 + (i < parts.length ? Long.parseLong(parts[i]) : 0);
        return number;
    }

    private void machine(ObjectNode row, double share) {
        row.put("cpu_cores", cpu.cores()).put("cpu_cores_effective", cpu.cores() * share);
        row.put("cpu_ghz", cpu.ghz())
                .put("cpu_name", cpu.name())
                .put("cpu_arch", "amd64")
                .put("has_avx", 1);
        row.put("cpu_ram", (int) Math.max(15_900, (gpu.ramMb() * 1.6 + 30_000) * cards * share));
        row.put("disk_space", diskGb * share).put("disk_bw", disk.mbps()).put("disk_name", disk.name());
        row.put("inet_down", Math.round(down * 10) / 10.0).put("inet_up", Math.round(down * 8.5) / 10.0);
        row.put("direct_port_count", ports).put("static_ip", true);
        row.put("public_ipaddr", "203.0.113." + (1 + machineId % 250)).put("mobo_name", "To be filled by O");
        row.put("os_version", "22.04");
    }

    private void money(ObjectNode row, int slice) {
        double base = gpu.price() * priceFactor * slice;
        double traffic = TRAFFIC[random.nextInt(TRAFFIC.length)];
        row.put("dph_base", base).put("min_bid", Math.round(base * random.nextDouble(0.4, 0.8) * 1e7) / 1e7);
        row.put(
                "storage_cost",
                new double[] {0.1, 0.1333333333333333, 0.2, 0.2, 0.2666666666666666}[random.nextInt(5)]);
        row.put("inet_down_cost", traffic).put("inet_up_cost", traffic * 1.5);
        row.put("internet_down_cost_per_tb", traffic * 1024).put("internet_up_cost_per_tb", traffic * 1536);
        row.put("vram_costperhour", base * 1024 / ((double) gpu.ramMb() * slice));
        row.putNull("discount_rate").put("discounted_hourly", 0).put("credit_discount_max", 0.0);
    }

    private void trust(ObjectNode row, Instant now) {
        double rounded = Math.round(reliability * 1e7) / 1e7;
        row.put("reliability", rounded).put("reliability2", rounded).put("reliability_mult", rounded * 0.98);
        row.put("expected_reliability", 0.0).put("target_reliability", 0.0);
        row.put("verification", verification);
        row.put("vericode", verification.equals("verified") ? 1 : verification.equals("unverified") ? 0 : 2);
        row.put("hosting_type", random.nextInt(100) < 25 ? 1 : 0);
        row.put("geolocation", place.text()).put("geolocode", place.geocode());
        row.put("start_date", OfferGenerator.endDate(now, Duration.ofMinutes((long) (-ageDays * 1440))));
        row.put("end_date", OfferGenerator.endDate(now, Duration.ofMinutes((long) (leftDays * 1440))));
        row.put("duration", leftDays * 86_400);
        row.put("rentable", true).put("rented", false);
    }

    private static void constants(ObjectNode row, long offerId) {
        row.put("is_bid", false).putNull("external").putNull("hostname").putNull("webpage");
        row.put("logo", "/static/logos/vastai_small2.png")
                .put("time_remaining", "")
                .put("time_remaining_isbid", "");
        row.putNull("sla_sigma_x").putNull("sla_broker_rate").put("sla_r_claim", 0.0);
        row.put("vms_enabled", false).put("is_vm_deverified", false);
        row.put("avail_vol_ask_id", offerId + 13).put("avail_vol_dph", 0.0002777777777777778);
        row.put("avail_vol_size", 292.0);
        row.putNull("nw_disk_min_bw").putNull("nw_disk_max_bw").putNull("nw_disk_avg_bw");
    }
}
