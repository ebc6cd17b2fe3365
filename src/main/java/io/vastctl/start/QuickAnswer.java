package io.vastctl.start;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --version}, {@code --help} and no argument print, without the model of the command line. The help texts
 * are resources; a test compares them with what picocli prints. Here are no lambdas, regular expressions or formats:
 * the first one in a process takes as long as all the rest of this.
 */
public final class QuickAnswer {

    /** With these in the environment picocli decides about colour in ways that are not repeated here. */
    private static final String[] MORE_ABOUT_COLOUR = {
        "VASTCTL_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "ConEmuANSI", "ANSICON", "OSTYPE"
    };

    private QuickAnswer() {}

    /** The whole output with its line ends; empty if the command line has to be read properly. */
    public static Optional<String> to(String[] args, Map<String, String> environment, String version) {
        if (args.length > 1) return Optional.empty();
        return switch (args.length == 0 ? "--help" : args[0]) {
            case "--version", "-V" -> Optional.of("vastctl " + version + System.lineSeparator());
            case "--help", "-h" -> help(environment);
            default -> Optional.empty();
        };
    }

    private static Optional<String> help(Map<String, String> environment) {
        if (!System.lineSeparator().equals("\n")) return Optional.empty();
        for (String name : MORE_ABOUT_COLOUR) if (environment.containsKey(name)) return Optional.empty();
        boolean colour = !environment.containsKey("NO_COLOR") && OnTerminal.reads();
        return resource(colour ? "help-colour.txt" : "help.txt");
    }

    private static Optional<String> resource(String name) {
        try (InputStream text = QuickAnswer.class.getResourceAsStream(name)) {
            if (text == null) return Optional.empty();
            return Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
