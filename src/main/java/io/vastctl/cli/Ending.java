package io.vastctl.cli;

import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.RunResult;
import java.util.List;
import java.util.Optional;

/**
 * How a command that rents ended, for those who were not there.
 *
 * @param code what the command ends with
 * @param message why, one line; may be empty for a success
 * @param result empty if the run never began
 * @param earlier rentals of earlier runs that may still be running
 */
record Ending(ExitCode code, String message, Optional<RunResult> result, List<Leftover> earlier) {

    /** Of a run that never began. */
    static Ending of(ExitCode code, String message) {
        return new Ending(code, message, Optional.empty(), List.of());
    }

    static Ending of(RunResult result, ExitCode code, List<Leftover> earlier) {
        return new Ending(code, result.message(), Optional.of(result), earlier);
    }
}
