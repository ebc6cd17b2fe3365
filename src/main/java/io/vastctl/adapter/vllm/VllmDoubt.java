package io.vastctl.adapter.vllm;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.DiskSize;
import io.vastctl.workload.Workload;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Causes whose blame depends on what else is known about machine and workload. */
final class VllmDoubt {

    private static final double DISK_MARGIN = 0.8;
    private static final Pattern HEALTHY_GPU = Pattern.compile("Driver Version: +\\d");
    private static final Pattern OOM_KILL = Pattern.compile("(?m)^\\S*\\boom_kill [1-9]\\d*$");

    private static final Pattern FREE_OF_TOTAL =
            Pattern.compile("Free memory on device \\S* ?\\((\\d+(?:\\.\\d+)?)/(\\d+(?:\\.\\d+)?) GiB\\)");
    private static final double MOSTLY_TAKEN = 0.5;

    private VllmDoubt() {}

    static Failed settle(Failed verdict, VllmLook look) {
        String hostText = look.host();
        Optional<Workload> workload = look.workload();
        return switch (verdict.signature()) {
            case "mem-free" -> taken(verdict);
            case "disk" -> disk(verdict, hostText, workload);
            case "cuda-no-gpus" -> hidden(verdict, workload);
            case "infer-device" -> inferred(verdict, hostText);
            case "unclassified-exit", "wrapper-only", "engine-died" -> killed(verdict, look);
            default -> verdict;
        };
    }

    /** A card that we rented alone and that is mostly full at the start is somebody else's doing. */
    private static Failed taken(Failed verdict) {
        Matcher memory = FREE_OF_TOTAL.matcher(verdict.evidence());
        if (!memory.find()) return verdict;
        double free = Double.parseDouble(memory.group(1)) / Double.parseDouble(memory.group(2));
        return free < MOSTLY_TAKEN
                ? new Failed(FailureClass.INFRA_FATAL, "mem-free-tiny", verdict.evidence())
                : verdict;
    }

    /** A full disk is our own mistake, unless the machine has less disk than we rent. */
    private static Failed disk(Failed verdict, String hostText, Optional<Workload> workload) {
        OptionalDouble bytes = DiskSize.ofDf(hostText);
        if (bytes.isEmpty() || workload.isEmpty()) return verdict;
        boolean less = bytes.getAsDouble() < workload.get().diskGb() * 1e9 * DISK_MARGIN;
        return less ? new Failed(FailureClass.INFRA_FATAL, "disk-short", verdict.evidence()) : verdict;
    }

    /** Who hides the GPUs by a variable of his own must not blame the machine. */
    private static Failed hidden(Failed verdict, Optional<Workload> workload) {
        boolean own = workload.filter(ours -> ours.environment().containsKey("CUDA_VISIBLE_DEVICES"))
                .isPresent();
        return own ? as(FailureClass.WORKLOAD_FATAL, verdict) : verdict;
    }

    /** With a GPU that answers, the image may be at fault as well as the machine. */
    private static Failed inferred(Failed verdict, String hostText) {
        return HEALTHY_GPU.matcher(hostText).find() ? as(FailureClass.UNKNOWN, verdict) : verdict;
    }

    /** The kernel leaves no word in the log; its accounting does, and so does the exit code if nothing else was wrong. */
    private static Failed killed(Failed verdict, VllmLook look) {
        boolean counted = OOM_KILL.matcher(look.host()).find();
        boolean silently = look.process().wasKilled() && !look.run().telling().isTroubled();
        if (!counted && !silently) return verdict;
        String evidence = counted ? verdict.evidence() : look.process().word() + " (SIGKILL); " + verdict.evidence();
        return new Failed(FailureClass.WORKLOAD_INCOMPATIBLE, "sigkill", evidence);
    }

    private static Failed as(FailureClass failureClass, Failed verdict) {
        return new Failed(failureClass, verdict.signature(), verdict.evidence());
    }
}
