package io.vastctl.cli.errand;

import java.nio.file.Path;

/** Another process that holds the lock of a state file until its stdin ends or it is killed. */
public final class RunLockHolder {
    private RunLockHolder() {}

    public static void main(String[] args) throws Exception {
        try (RunLock lock = RunLock.beside(Path.of(args[0]))) {
            if (args[1].equals("alone")) lock.joinAlone("vastctl test, process 4711, since 2026-10-01T03:10:00Z");
            else lock.join("vastctl up, process 4712, since 2026-10-01T03:10:00Z", duration -> {});
            System.out.println("held");
            while (System.in.read() >= 0) {}
        }
    }
}
