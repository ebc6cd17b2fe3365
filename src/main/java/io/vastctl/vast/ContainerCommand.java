package io.vastctl.vast;

import java.util.Set;

/**
 * What the API's execute call takes: {@code ls}, {@code du} or {@code rm} with arguments, at most 512
 * characters. There is no shell behind it, so no pipes and no other programs; for those use SSH.
 * (OpenAPI description, execute; docs:cli/reference/execute.)
 */
record ContainerCommand(String text) {

    private static final Set<String> PROGRAMS = Set.of("ls", "du", "rm");
    private static final int LONGEST = 512;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException another program, control characters, or too long
     */
    public ContainerCommand {
        text = text.strip();
        if (!PROGRAMS.contains(text.split(" ", 2)[0])) {
            throw new IllegalArgumentException("only ls, du and rm can be executed through the API, not: " + text);
        }
        if (text.length() > LONGEST) throw new IllegalArgumentException("longer than " + LONGEST + " characters");
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a command is one line");
        }
    }
}
