package io.vastctl.guard;

import java.util.List;
import java.util.Map;

/** What the machine's GPUs told in one look over SSH. */
public sealed interface Telemetry {

    /**
     * The cards answered.
     *
     * @param xids numbers of the driver's errors since the rental began, where the kernel log can be read (mostly it cannot)
     * @param limits that the cards have themselves, by their names; what is missing was not told
     */
    record Read(List<GpuReading> gpus, List<Integer> xids, Map<String, HeatLimits> limits) implements Telemetry {
        public Read {
            gpus = List.copyOf(gpus);
            xids = List.copyOf(xids);
            limits = Map.copyOf(limits);
        }

        /** Of cards that told no limits. */
        public Read(List<GpuReading> gpus, List<Integer> xids) {
            this(gpus, xids, Map.of());
        }

        /** The same with what these cards once told of their limits. */
        public Read within(Map<String, HeatLimits> told) {
            return new Read(gpus, xids, told);
        }
    }

    /**
     * Nothing came: no SSH, no answer in time, or {@code nvidia-smi} failed without saying that a card is broken.
     *
     * @param why one line
     */
    record Lost(String why) implements Telemetry {}
}
