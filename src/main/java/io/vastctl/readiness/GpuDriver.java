package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the driver is there and carries the CUDA of the image. Within one CUDA major older drivers run newer minors,
 * across majors nothing helps. Who promised better is to blame; else this machine only does not suit the workload.
 */
final class GpuDriver {

    private static final int VERSION = 3;
    private static final Pattern CUDA = Pattern.compile("CUDA Version: +(\\d{1,2}\\.\\d{1,2})");

    private GpuDriver() {}

    static Optional<Failure> judge(ProbeReport report, List<GpuRow> gpus, GpuCheck.Promise promise) {
        return libcuda(report).or(() -> {
            if (promise.needed().minCuda().isEmpty()) return Optional.empty();
            double needed = promise.needed().minCuda().getAsDouble();
            return driver(gpus, needed, promise.offered()).or(() -> cuda(report, needed, promise.offered()));
        });
    }

    private static Optional<Failure> libcuda(ProbeReport report) {
        boolean lookedInVain = report.result(GpuProbes.LIBCUDA)
                .filter(result -> result.exitCode() == 1 && result.stdout().isBlank())
                .isPresent();
        return lookedInVain
                ? Optional.of(GpuFault.LIBCUDA.with("libcuda.so.1 is not in the container"))
                : Optional.empty();
    }

    private static Optional<Failure> driver(List<GpuRow> gpus, double needed, GpuCheck.Offered offered) {
        OptionalInt least = oldestBranch((int) needed);
        if (least.isEmpty()) return Optional.empty();
        boolean promised = offered.driver()
                .filter(driver -> branch(driver).orElse(0) >= least.getAsInt())
                .isPresent();
        String evidence = "CUDA " + needed + " needs driver " + least.getAsInt() + promised(promised, offered);
        return GpuRow.first(gpus, gpu -> branch(gpu.text(VERSION)).orElse(least.getAsInt()) < least.getAsInt())
                .map(gpu -> (promised ? GpuFault.DRIVER : GpuFault.DRIVER_TOO_OLD).with(evidence + ": " + gpu.line()));
    }

    private static String promised(boolean promised, GpuCheck.Offered offered) {
        return promised ? ", promised " + offered.driver().orElse("") : "";
    }

    private static Optional<Failure> cuda(ProbeReport report, double needed, GpuCheck.Offered offered) {
        OptionalDouble carried = carriedCuda(report);
        if (carried.isEmpty() || (int) carried.getAsDouble() >= (int) needed) return Optional.empty();
        String evidence = "the image needs CUDA " + needed + ", the driver carries " + carried.getAsDouble();
        boolean promised = offered.cuda().isPresent() && (int) offered.cuda().getAsDouble() >= (int) needed;
        return Optional.of(
                promised
                        ? GpuFault.CUDA.with(
                                evidence + ", promised " + offered.cuda().getAsDouble())
                        : GpuFault.DRIVER_TOO_OLD.with(evidence));
    }

    /** The version in the head of nvidia-smi's table; a word in its place is unknown. */
    static OptionalDouble carriedCuda(ProbeReport report) {
        Matcher version = CUDA.matcher(report.stdout(GpuProbes.TABLE));
        return version.find() ? OptionalDouble.of(Double.parseDouble(version.group(1))) : OptionalDouble.empty();
    }

    private static OptionalInt oldestBranch(int cudaMajor) {
        return switch (cudaMajor) {
            case 11 -> OptionalInt.of(450);
            case 12 -> OptionalInt.of(525);
            case 13 -> OptionalInt.of(580);
            default -> OptionalInt.empty();
        };
    }

    /** 550 of {@code 550.54.15}; empty for what is no version. */
    static OptionalInt branch(String driver) {
        String major = driver.replaceFirst("\\..*", "");
        return major.matches("\\d{3,4}") ? OptionalInt.of(Integer.parseInt(major)) : OptionalInt.empty();
    }
}
