package io.vastctl.guard;

import java.util.List;

/** What the machine's GPUs told in one look over SSH. */
public sealed interface Telemetry {

    /**
     * The cards answered.
     *
     * @param xids numbers of the driver's errors since the rental began, where the kernel log can be read (mostly it cannot)
     */
    record Read(List<GpuReading> gpus, List<Integer> xids) implements Telemetry {
        public Read {
            gpus = List.copyOf(gpus);
            xids = List.copyOf(xids);
        }
    }

    /**
     * Nothing came: no SSH, no answer in time, or {@code nvidia-smi} failed without saying that a card is broken.
     *
     * @param why one line
     */
    record Lost(String why) implements Telemetry {}
}
