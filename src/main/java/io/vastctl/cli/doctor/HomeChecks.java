package io.vastctl.cli.doctor;

import io.vastctl.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The doctor's checks of this computer, which need no network. */
final class HomeChecks {

    /** A run writes some kilobytes; below this it may fail half way. */
    private static final long LEAST_BYTES = 20_000_000;
    /** Below this, something else will soon be in want of space. */
    private static final long SCARCE_BYTES = 500_000_000;

    private static final int LEAST_JAVA = 17;

    private HomeChecks() {}

    public static Finding java(Runtime.Version version) {
        String detail = "Java " + version;
        return version.feature() >= LEAST_JAVA
                ? Finding.good("Java", detail)
                : Finding.bad("Java", detail, "install Java " + LEAST_JAVA + " or newer", ExitCode.INTERNAL);
    }

    /** The disk of the state file, or of the nearest folder that is there already. */
    public static Finding disk(Path stateFile) {
        Path folder = stateFile.toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder)) folder = folder.getParent();
        try {
            return disk(folder, Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return Finding.warn("disk", folder + " cannot be measured", "see whether it can be written to");
        }
    }

    public static Finding disk(Path folder, long usable) {
        String detail = String.format(Locale.ROOT, "%.1f GB free in %s", usable / 1e9, folder);
        String remedy = "make room, or name a state file elsewhere with --state";
        if (usable < LEAST_BYTES) return Finding.bad("disk", detail, remedy, ExitCode.INTERNAL);
        return usable < SCARCE_BYTES ? Finding.warn("disk", detail, remedy) : Finding.good("disk", detail);
    }

    /** Whether the credit is enough for one run at its dearest. Both in USD. */
    public static Finding spendLimit(double maxSpend, double credit) {
        String detail = String.format(Locale.ROOT, "a run may spend $%.2f", maxSpend);
        return credit <= 0 || credit >= maxSpend
                ? Finding.good("spend limit", detail)
                : Finding.warn(
                        "spend limit",
                        String.format(Locale.ROOT, "%s, and there is $%.2f of credit", detail, credit),
                        "add credit, or lower --max-spend");
    }
}
