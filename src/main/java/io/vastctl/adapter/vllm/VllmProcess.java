package io.vastctl.adapter.vllm;

import io.vastctl.readiness.ProbeReport;

/**
 * What became of the server's process.
 *
 * @param word as the probe printed it; empty if the probe failed, which tells nothing
 */
record VllmProcess(String word) {

    static VllmProcess of(ProbeReport report) {
        return new VllmProcess(
                report.succeeded(VllmProbes.PROCESS)
                        ? report.stdout(VllmProbes.PROCESS).strip()
                        : "");
    }

    boolean hasExited() {
        return word.startsWith("exited");
    }

    /** Ended by SIGKILL, from outside or by itself. */
    boolean wasKilled() {
        return word.equals("exited 137");
    }

    /** True if there is or was a process; false if there is none or the probe told nothing. */
    boolean wasSeen() {
        return hasExited() || word.startsWith("alive");
    }

    boolean isAbsent() {
        return word.equals("absent");
    }
}
