package io.vastctl.cli.market;

import io.vastctl.config.ApiKeySource;
import io.vastctl.config.BadSettingException;
import io.vastctl.config.UserFolders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything in reach of this process that must not be handed on. */
public final class SecretValues {
    private SecretValues() {}

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|CREDENTIAL).*");

    private static final Pattern IN_ADDRESS = Pattern.compile("(?i)[?&](?:ssl)?password=([^&\\s]+)");

    /** Whether a variable of that name is not to be handed on. */
    static boolean isSecret(String variable) {
        return SECRET_NAME.matcher(variable).matches();
    }

    /** The API key, and the values of variables whose names say so. */
    public static List<String> in(Map<String, String> environment) {
        List<String> secrets = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (isSecret(name)) secrets.add(value.strip());
            // Refused there, and yet it may be in the environment.
            Matcher password = IN_ADDRESS.matcher(value);
            while (password.find()) secrets.add(password.group(1));
        });
        try {
            new ApiKeySource(environment, UserFolders.of(environment))
                    .find()
                    .ifPresent(key -> secrets.add(key.secret()));
        } catch (BadSettingException unreadable) {
            // What cannot be read cannot have been used either.
            return secrets;
        }
        return secrets;
    }
}
