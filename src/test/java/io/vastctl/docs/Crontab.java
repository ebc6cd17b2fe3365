package io.vastctl.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The crontab of a page: its blocks one after the other. Cron hands its commands hardly a variable, and mails what they print. */
final class Crontab {

    private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=(.*)");
    private static final Pattern ENTRY = Pattern.compile("(?:\\S+\\s+){5}(.*)");

    private final StringBuilder variables = new StringBuilder("HOME=\"$HOME\" PATH=/usr/bin:/bin");

    /** What cron would run for the lines of this block, whenever they are due. */
    List<Command> commands(Fence fence) {
        List<Command> commands = new ArrayList<>();
        for (int at = 0; at < fence.lines().size(); at++) {
            String line = fence.lines().get(at);
            if (line.isBlank() || line.startsWith("#")) continue;
            Matcher variable = VARIABLE.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (variable.matches()) {
                variables.append(' ').append(variable.group(1)).append('=').append(quoted(variable.group(2)));
            } else if (entry.matches()) {
                commands.add(new Command(
                        fence.line() + at,
                        "env -i " + variables + " sh -c " + quoted(entry.group(1)),
                        Optional.of(List.of())));
            } else {
                throw new AssertionError("line " + (fence.line() + at) + ": no line of a crontab: " + line);
            }
        }
        return List.copyOf(commands);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
