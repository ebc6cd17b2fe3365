package io.vastctl.simulator.box.shell;

import java.util.ArrayList;
import java.util.List;

/** {@code xargs}: a command with the words that it reads. */
final class Xargs {
    private Xargs() {}

    /** All words at once, or one run for each with {@code -I} or {@code -n 1}. */
    static int run(Call call) {
        List<String> command = new ArrayList<>(call.arguments());
        boolean single = false;
        String hole = "";
        while (!command.isEmpty() && command.get(0).startsWith("-")) {
            String option = command.remove(0);
            if (option.matches("-[In]") && !command.isEmpty()) {
                String value = command.remove(0);
                single = true;
                if (option.equals("-I")) hole = value;
            } else if (option.startsWith("-I")) {
                single = true;
                hole = option.substring(2);
            } else if (option.equals("-n1")) single = true;
        }
        if (command.isEmpty()) command.add("echo");
        String text = call.io().in().all();
        List<String> words = text.isBlank() ? List.of() : List.of(text.strip().split("[\\s\0]+", -1));
        if (!single) return started(call, command, words);
        int status = 0;
        for (String word : words) {
            String place = hole;
            List<String> filled = place.isEmpty()
                    ? command
                    : command.stream().map(piece -> piece.replace(place, word)).toList();
            status = started(call, filled, place.isEmpty() ? List.of(word) : List.of());
        }
        return status;
    }

    private static int started(Call call, List<String> command, List<String> more) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(more);
        return call.shell().child().call(whole, call.io().in(Input.none()));
    }
}
