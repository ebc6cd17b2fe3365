package io.vastctl.guard.telemetry;

import io.vastctl.readiness.Probe;
import java.time.Duration;
import java.util.List;

/**
 * The probes of one look at the GPUs, all of them in one exec over the connection that stays open. The main question has
 * only fields that every driver of the last years knows; one unknown field fails a whole query, so each younger one
 * is asked for apart, where needed under its old name too (reference: the fields of {@code nvidia-smi --query-gpu}).
 */
public final class TelemetryProbes {

    /** Index, name, temperature, power, utilisation and memory of each card: without it there is no reading. */
    static final String CARDS = "smi-cards";

    static final String MEMORY_HEAT = "smi-memory-heat";
    static final String MARGIN = "smi-margin";
    static final String THROTTLE = "smi-throttle";
    static final String ECC = "smi-ecc";
    static final String REMAP = "smi-remap";
    static final String RECOVERY = "smi-recovery";
    static final String MIG = "smi-mig";
    static final String LIMITS = "smi-limits";
    static final String XIDS = "kernel-xids";

    /** It hangs where a card has fallen off its bus. */
    static final Duration LIMIT = Duration.ofSeconds(9);

    private static final int MOST_XIDS = 200;

    private TelemetryProbes() {}

    /** What is asked at each look. */
    public static List<Probe> look() {
        return List.of(
                run(CARDS, query("index,name,temperature.gpu,power.draw,utilization.gpu,memory.used,memory.total")),
                run(MEMORY_HEAT, query("index,temperature.memory")),
                run(MARGIN, query("index,temperature.gpu.tlimit")),
                run(
                        THROTTLE,
                        query("index,clocks_event_reasons.active") + " || "
                                + query("index,clocks_throttle_reasons.active")),
                run(ECC, query("index,ecc.errors.uncorrected.volatile.total")),
                run(REMAP, query("index,remapped_rows.pending,remapped_rows.failure")),
                run(RECOVERY, query("index,gpu_recovery_action")),
                run(MIG, query("index,mig.mode.current")),
                run(XIDS, "dmesg 2>/dev/null | grep 'NVRM: Xid' | tail -n " + MOST_XIDS + "; true"));
    }

    /** What is asked once for a rental beside a look: the limits that its cards have themselves. */
    public static Probe limits() {
        return run(LIMITS, smi("-q -d TEMPERATURE"));
    }

    private static String query(String fields) {
        return smi("--query-gpu=" + fields + " --format=csv,noheader,nounits");
    }

    /** In the C locale, so that numbers have a point whatever the image sets. */
    private static String smi(String words) {
        return "LC_ALL=C nvidia-smi " + words;
    }

    private static Probe run(String name, String command) {
        return Probe.run(name, command, LIMIT);
    }
}
