package io.vastctl.simulator.box.shell;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code head} and {@code tail}. */
final class HeadAndTail {

    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final int MOST_LOOKS = 86_400;

    private static final Pattern SHORT = Pattern.compile("-\\d+");
    private static final Pattern AMOUNT = Pattern.compile("[-+]?\\d{1,9}");

    private HeadAndTail() {}

    static int head(Call call) {
        Flags flags = flags(call, "qv");
        if (flags.problem().isPresent()) return TextPrograms.bad(call, flags);
        return shown(call, flags, (text, amount, bytes) -> {
            boolean allBut = amount.startsWith("-");
            int count = number(amount);
            int size = bytes
                    ? text.getBytes(StandardCharsets.UTF_8).length
                    : lines(text).size();
            return piece(text, 0, allBut ? Math.max(0, size - count) : Math.min(size, count), bytes);
        });
    }

    static int tail(Call call) {
        Flags flags = flags(call, "qvfF follow");
        if (flags.problem().isPresent()) return TextPrograms.bad(call, flags);
        int status = shown(call, flags, (text, amount, bytes) -> {
            int size = bytes
                    ? text.getBytes(StandardCharsets.UTF_8).length
                    : lines(text).size();
            int from = amount.startsWith("+") ? number(amount) - 1 : size - number(amount);
            return piece(text, Math.min(size, Math.max(0, from)), size, bytes);
        });
        boolean follows = flags.has("f", "F", "follow") && flags.operands().size() == 1 && status == 0;
        return follows ? follow(call, flags.operands().get(0)) : status;
    }

    /**
     * Follows a file while somebody reads it as it comes, or a {@code timeout} ends it; in a pipe it ends at
     * once, because the next program here begins only after it.
     */
    private static int follow(Call call, String name) {
        if (!call.io().out().isLive() && call.shell().deadline().isEmpty()) return 0;
        String shown = call.read(name).orElse("");
        for (int look = 0; look < MOST_LOOKS; look++) {
            call.shell().pause(LOOKS_EVERY);
            String now = call.read(name).orElse("");
            if (now.length() < shown.length()) shown = "";
            call.out(now.substring(shown.length()));
            shown = now;
        }
        return 0;
    }

    /** Which part of a text is wanted. */
    interface Part {
        String of(String text, String amount, boolean bytes);
    }

    /** {@code -20} is {@code -n 20}. */
    private static Flags flags(Call call, String letters) {
        List<String> words = new ArrayList<>();
        for (String word : call.arguments()) {
            if (SHORT.matcher(word).matches()) words.addAll(List.of("-n", word.substring(1)));
            else words.add(word);
        }
        return Flags.of(words, letters, "nc lines bytes pid");
    }

    private static int shown(Call call, Flags flags, Part part) {
        Optional<String> bytes = flags.value("c", "bytes");
        String amount = bytes.orElseGet(() -> flags.value("n", "lines").orElse("10"));
        if (!AMOUNT.matcher(amount).matches()) {
            return call.fail(1, "invalid number of " + (bytes.isPresent() ? "bytes" : "lines") + ": '" + amount + "'");
        }
        boolean titled = flags.operands().size() > 1 && !flags.has("q");
        int status = 0;
        for (String name : flags.operands().isEmpty() ? List.of("-") : flags.operands()) {
            Optional<String> text = call.read(name);
            if (text.isEmpty()) {
                status = call.fail(1, "cannot open '" + name + "' for reading: " + call.whyUnreadable(name));
                continue;
            }
            if (titled) call.out("==> " + name + " <==\n");
            call.out(part.of(text.get(), amount, bytes.isPresent()));
        }
        return status;
    }

    private static int number(String amount) {
        return Integer.parseInt(amount.replaceFirst("^[-+]", ""));
    }

    private static String piece(String text, int from, int to, boolean bytes) {
        if (!bytes) return String.join("", lines(text).subList(from, to));
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        return new String(Arrays.copyOfRange(all, from, to), StandardCharsets.UTF_8);
    }

    /** With their ends. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(at, next));
            at = next;
        }
        return lines;
    }
}
