package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line of the server as {@code ps} shows it, read from the start script. */
record ServerCommand(List<String> words) {

    private static final Pattern START = Pattern.compile("(set --|vllm serve|api_server)((?:\\\\\\n|[^\\n;|&<>])*)");
    private static final Pattern WORD = Pattern.compile("'((?:[^']|'\\\\'')*)'|\"([^\"]*)\"|(\\S+)");
    private static final String PARALLEL = "--tensor-parallel-size";

    static ServerCommand of(Order order) {
        if (!order.startsVllm()) return other(order);
        List<String> words = new ArrayList<>(List.of("/usr/bin/python3", "/usr/local/bin/vllm", "serve"));
        words.add(order.model());
        Matcher start = START.matcher(order.onstart());
        while (start.find()) {
            List<String> given = words(start.group(2));
            // The call itself only hands on what "set --" has named.
            if (given.contains("$@")) continue;
            words.addAll(given.subList(Math.min(1, given.size()), given.size()));
            break;
        }
        return new ServerCommand(List.copyOf(words));
    }

    private static ServerCommand other(Order order) {
        List<String> words = new ArrayList<>(order.server().program());
        if (words.get(words.size() - 1).startsWith("--")) words.add(order.model());
        return new ServerCommand(List.copyOf(words));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text.replace("\\\n", " "));
        while (word.find()) {
            if (word.group(1) != null) words.add(word.group(1).replace("'\\''", "'"));
            else words.add(word.group(2) != null ? word.group(2) : word.group(3));
        }
        words.remove("--model");
        return words;
    }

    /** How many cards it uses side by side. */
    int parallel() {
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            boolean apart = word.equals(PARALLEL) || word.equals("-tp");
            String value = apart && at + 1 < words.size()
                    ? words.get(at + 1)
                    : word.startsWith(PARALLEL + "=") ? word.substring(PARALLEL.length() + 1) : "";
            if (!value.isEmpty() && value.matches("\\d{1,2}")) return Math.max(1, Integer.parseInt(value));
        }
        return 1;
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
