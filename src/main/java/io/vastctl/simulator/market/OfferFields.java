package io.vastctl.simulator.market;

import java.util.Set;

/** The fields that real search answers of 2026 have, and that a filter may name. */
final class OfferFields {

    static final Set<String> ALL = Set.of(
            // which
            "id", "ask_contract_id", "bundle_id", "bundled_results", "machine_id", "host_id", "gpu_ids",
            "resource_type", "cluster_id", "rn",
            // money
            "dph_base", "dph_total", "dph_total_adj", "storage_cost", "storage_total_cost", "discounted_dph_total",
            "discounted_hourly", "discount_rate", "credit_discount_max", "min_bid", "inet_up_cost", "inet_down_cost",
            "internet_up_cost_per_tb", "internet_down_cost_per_tb", "vram_costperhour", "search", "instance",
            "avail_vol_ask_id", "avail_vol_dph", "avail_vol_size", "is_bid",
            // cards
            "gpu_name", "num_gpus", "gpu_ram", "gpu_total_ram", "gpu_frac", "compute_cap", "cuda_max_good",
            "driver_version", "driver_vers", "gpu_mem_bw", "bw_nvlink", "pcie_bw", "pci_gen", "gpu_lanes",
            "gpu_max_power", "gpu_max_temp", "gpu_display_active", "gpu_arch", "total_flops", "flops_per_dphtotal",
            "dlperf", "dlperf_per_dphtotal", "score",
            // the rest of the machine
            "cpu_cores", "cpu_cores_effective", "cpu_ghz", "cpu_name", "cpu_ram", "cpu_arch", "has_avx", "disk_space",
            "disk_bw", "disk_name", "inet_down", "inet_up", "direct_port_count", "static_ip", "public_ipaddr",
            "os_version", "mobo_name", "nw_disk_min_bw", "nw_disk_max_bw", "nw_disk_avg_bw",
            // trust and time
            "verification", "vericode", "is_vm_deverified", "vms_enabled", "hosting_type", "reliability",
            "reliability2", "reliability_mult", "expected_reliability", "target_reliability", "sla_sigma_x",
            "sla_broker_rate", "sla_r_claim", "duration", "start_date", "end_date", "rentable", "rented",
            "geolocation", "geolocode", "external", "hostname", "webpage", "logo", "time_remaining",
            "time_remaining_isbid");

    private OfferFields() {}
}
