package io.vastctl.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operator wrote something that cannot be meant; the message is one line per problem and holds no secret. */
public final class BadSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadSettingException(String message) {
        super(message);
    }

    BadSettingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static BadSettingException of(List<Problem> problems) {
        return new BadSettingException(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
}
