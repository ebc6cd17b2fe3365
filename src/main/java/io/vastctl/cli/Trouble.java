package io.vastctl.cli;

import io.vastctl.cli.market.NoKeyException;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.BadSettingException;
import io.vastctl.memory.StoreException;
import io.vastctl.outcome.ExitCode;
import io.vastctl.ssh.SshKeyException;
import io.vastctl.vast.VastApiException;
import org.jspecify.annotations.Nullable;

/**
 * An exception as the user sees it.
 *
 * @param line what is wrong and what to do, one line
 */
public record Trouble(String line, ExitCode exitCode) {

    public static Trouble of(@Nullable Throwable e) {
        if (e == null) return new Trouble("internal error", ExitCode.INTERNAL);
        // A line for each mistake in a file.
        if (e instanceof BadSettingException) return new Trouble(message(e, "; "), ExitCode.USAGE);
        if (e instanceof UsageException || e instanceof SshKeyException) return new Trouble(message(e), ExitCode.USAGE);
        if (e instanceof NoKeyException) return new Trouble(message(e), ExitCode.ACCOUNT);
        if (e instanceof StoreException store)
            return new Trouble(message(e), store.badFile() ? ExitCode.USAGE : ExitCode.INTERNAL);
        if (e instanceof VastApiException api) return new Trouble(message(e) + advice(api), exitCode(api));
        if (e instanceof LookFailedException look) return of(look);
        if (e instanceof InterruptedException) return new Trouble("interrupted", ExitCode.INTERRUPTED);
        return new Trouble(
                "internal error: " + e.getClass().getSimpleName() + " " + message(e)
                        + "; please report it with the output of the same command and -v",
                ExitCode.INTERNAL);
    }

    /** Outranks the reason for which nobody could look. */
    private static Trouble of(LookFailedException e) {
        Trouble cause = of(e.getCause());
        return e.leftovers().isEmpty() ? cause : new Trouble(cause.line(), ExitCode.MAY_STILL_RUN);
    }

    private static ExitCode exitCode(VastApiException e) {
        return switch (e.problem()) {
            case AUTH, FORBIDDEN, NO_CREDIT -> ExitCode.ACCOUNT;
            default -> ExitCode.INTERNAL;
        };
    }

    private static String advice(VastApiException e) {
        return switch (e.problem()) {
            case AUTH, FORBIDDEN -> "; check VAST_API_KEY";
            case TRANSPORT -> "; check the network and --api-url";
            default -> "";
        };
    }

    private static String message(Throwable e) {
        return message(e, " ");
    }

    private static String message(Throwable e, String between) {
        String message = e.getMessage();
        return message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", between);
    }
}
