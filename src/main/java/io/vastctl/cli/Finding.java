package io.vastctl.cli;

import io.vastctl.outcome.ExitCode;

/**
 * What one check of the doctor found.
 *
 * @param exitCode the code a run would end with because of it; {@link ExitCode#DONE} if it is good
 */
record Finding(String check, boolean good, String detail, ExitCode exitCode) {

    static Finding good(String check, String detail) {
        return new Finding(check, true, detail, ExitCode.DONE);
    }

    static Finding bad(String check, String detail, ExitCode exitCode) {
        return new Finding(check, false, detail, exitCode);
    }
}
