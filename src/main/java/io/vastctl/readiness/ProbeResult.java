package io.vastctl.readiness;

/**
 * What one probe gave.
 *
 * @param exitCode of the remote command; 124 when its remote time limit ended it
 * @param stdout as UTF-8 text
 * @param stderr as UTF-8 text
 */
public record ProbeResult(int exitCode, String stdout, String stderr) {

    private static final int TIMED_OUT = 124;

    public boolean succeeded() {
        return exitCode == 0;
    }

    public boolean timedOut() {
        return exitCode == TIMED_OUT;
    }
}
