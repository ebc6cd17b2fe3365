package io.vastctl.guard;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a card of the machine is broken, and how often in a row that was seen.
 *
 * @param faultyLooks looks in a row that showed it; a look without telemetry neither adds nor takes away
 * @param evidence what the last of them showed; empty if none
 * @param eccAtFirst uncorrected errors of all cards at the first look: older ones are no news
 */
public record Hardware(int faultyLooks, String evidence, OptionalLong eccAtFirst) {

    public static final Hardware UNKNOWN = new Hardware(0, "", OptionalLong.empty());

    public static Hardware next(Hardware before, Telemetry telemetry) {
        if (!(telemetry instanceof Telemetry.Read read)) return before;
        OptionalLong ecc = ecc(read.gpus());
        OptionalLong first = before.eccAtFirst.isPresent() ? before.eccAtFirst : ecc;
        Optional<String> fault = fault(read, ecc, first);
        return fault.map(text -> new Hardware(Math.min(before.faultyLooks, 1_000_000) + 1, text, first))
                .orElseGet(() -> new Hardware(0, "", first));
    }

    private static Optional<String> fault(Telemetry.Read read, OptionalLong ecc, OptionalLong first) {
        Optional<String> said =
                read.gpus().stream().flatMap(gpu -> gpu.fault().stream()).findFirst();
        if (said.isPresent()) return Optional.of("nvidia-smi says " + said.get());
        if (ecc.isPresent() && first.isPresent() && ecc.getAsLong() > first.getAsLong())
            return Optional.of("uncorrected memory errors rose from " + first.getAsLong() + " to " + ecc.getAsLong());
        if (read.gpus().stream().anyMatch(GpuReading::remapPending))
            return Optional.of("memory rows wait to be remapped, or could not be");
        boolean several = read.gpus().size() > 1;
        return read.xids().stream()
                .filter(xid -> Xids.meansBroken(xid, several))
                .findFirst()
                .map(xid -> "the driver logged Xid " + xid);
    }

    private static OptionalLong ecc(List<GpuReading> gpus) {
        return gpus.stream()
                .map(GpuReading::uncorrectedEcc)
                .flatMapToLong(OptionalLong::stream)
                .reduce(Long::sum);
    }
}
