package io.vastctl.cli.doctor;

import io.vastctl.cli.Trouble;
import io.vastctl.cli.market.NoKeyException;
import io.vastctl.outcome.ExitCode;

/**
 * What one check of the doctor found.
 *
 * @param remedy what to do about it, one line; empty if there is nothing to do
 * @param exitCode the code a run would end with because of it; {@link ExitCode#DONE} unless it fails
 */
public record Finding(String check, Level level, String detail, String remedy, ExitCode exitCode) {

    /** How bad it is. */
    public enum Level {
        ok,
        /** A run would go, but somebody should look. */
        warn,
        fail
    }

    public static Finding good(String check, String detail) {
        return new Finding(check, Level.ok, detail, "", ExitCode.DONE);
    }

    public static Finding warn(String check, String detail, String remedy) {
        return new Finding(check, Level.warn, detail, remedy, ExitCode.DONE);
    }

    public static Finding bad(String check, String detail, String remedy, ExitCode exitCode) {
        return new Finding(check, Level.fail, detail, remedy, exitCode);
    }

    /** A check that could not be done, in the words in which a run would end. */
    public static Finding of(String check, RuntimeException e) {
        Trouble trouble = Trouble.of(e);
        String remedy =
                e instanceof NoKeyException ? "vastctl init asks for it and puts it there" : remedy(trouble.exitCode());
        return bad(check, trouble.line(), remedy, trouble.exitCode());
    }

    private static String remedy(ExitCode code) {
        return switch (code) {
            case ACCOUNT ->
                "see the key's rights and the account in Vast.ai's console, or put another key in with vastctl init";
            case USAGE -> "mend what it names, or name another one";
            case MAY_STILL_RUN -> "vastctl reap --yes";
            default -> "see the network and --api-url, then try again with -v";
        };
    }

    /** Whether a run would not fail because of it. */
    public boolean good() {
        return level != Level.fail;
    }
}
