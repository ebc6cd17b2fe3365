package io.vastctl.simulator.box.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of one call, read as getopt does: letters may stand together, a value behind its letter or in
 * the next word; long ones as {@code --name=value} or {@code --name value}.
 */
public final class Flags {

    private static final Known<List<String>> NAMES = new Known<>(text -> List.of(text.split(" ", -1)));

    private final Map<String, String> given = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();
    private Optional<String> problem = Optional.empty();

    private Flags() {}

    /**
     * Reads them.
     *
     * @param letters options without a value, and long ones without a value after a blank: {@code "sf fail"}
     * @param valued the same for options with a value
     */
    public static Flags of(List<String> arguments, String letters, String valued) {
        Flags flags = new Flags();
        List<String> plain = NAMES.of(letters);
        List<String> taking = NAMES.of(valued);
        for (int at = 0; at < arguments.size(); at++) {
            String word = arguments.get(at);
            if (word.equals("--")) {
                flags.operands.addAll(arguments.subList(at + 1, arguments.size()));
                break;
            }
            String next = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
            boolean used;
            if (word.startsWith("--")) used = flags.name(word.substring(2), next, plain, taking);
            else if (word.length() > 1 && word.startsWith("-")) used = flags.cluster(word, next, plain, taking);
            else {
                flags.operands.add(word);
                used = false;
            }
            if (used) at++;
        }
        return flags;
    }

    private boolean name(String word, String next, List<String> plain, List<String> taking) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        boolean takes = taking.subList(1, taking.size()).contains(name);
        if (!takes && !plain.subList(1, plain.size()).contains(name)) {
            problem = Optional.of("unrecognized option '--" + word + "'");
            return false;
        }
        given.put(name, equals >= 0 ? word.substring(equals + 1) : takes ? next : "");
        return takes && equals < 0;
    }

    private boolean cluster(String word, String next, List<String> plain, List<String> taking) {
        for (int i = 1; i < word.length(); i++) {
            char sign = word.charAt(i);
            String letter = String.valueOf(sign);
            if (taking.get(0).indexOf(sign) >= 0) {
                boolean inWord = i + 1 < word.length();
                put(letter, inWord ? word.substring(i + 1) : next);
                return !inWord;
            }
            if (plain.get(0).indexOf(sign) < 0) {
                problem = Optional.of("invalid option -- '" + letter + "'");
                return false;
            }
            given.put(letter, "");
        }
        return false;
    }

    /** An option that may be given again keeps all its values, one a line. */
    private void put(String letter, String value) {
        given.merge(letter, value, (before, more) -> before + "\n" + more);
    }

    /** What is wrong with them, worded as the usual programs do. */
    public Optional<String> problem() {
        return problem;
    }

    /** Whether any of those is given. */
    public boolean has(String... names) {
        for (String name : names) if (given.containsKey(name)) return true;
        return false;
    }

    /** The value of the first of those that is given. */
    public Optional<String> value(String... names) {
        for (String name : names) if (given.containsKey(name)) return Optional.of(given.get(name));
        return Optional.empty();
    }

    /** What is no option. */
    public List<String> operands() {
        return operands;
    }

    /** The operand of that number. */
    public Optional<String> operand(int index) {
        return index < operands.size() ? Optional.of(operands.get(index)) : Optional.empty();
    }
}
