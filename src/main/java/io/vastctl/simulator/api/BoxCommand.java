package io.vastctl.simulator.api;

import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Contract;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One of the few commands that a host runs on a container's files from outside, also when it is down:
 * {@code ls}, {@code rm} and {@code du}. Their paths begin with the host's own one, which clients strip. It sees
 * the folders of the image and no files of the customer, so removing one finds nothing.
 */
final class BoxCommand {

    private static final List<String> PROGRAMS = List.of("ls", "rm", "du");
    private static final List<String> FOLDERS =
            List.of("bin", "etc", "home", "opt", "root", "tmp", "usr", "var", "workspace");

    private final Contract contract;
    private final List<String> words;
    private final String path;

    BoxCommand(Chance chance, Contract contract, String command) {
        this.contract = contract;
        this.words = List.of(command.strip().split("\\s+"));
        this.path = "/var/lib/docker/overlay2/" + chance.hex(64, "layer", contract.id()) + "/diff";
    }

    static boolean allowed(String command) {
        return PROGRAMS.contains(command.strip().split("\\s+", 2)[0]) && !command.matches("(?s).*[;&|<>$`\\n].*");
    }

    /** The host's name for the container's root. */
    String writeablePath() {
        return path;
    }

    String output(Instant now) {
        return switch (words.get(0)) {
            case "ls" -> list();
            case "du" -> sizes(now);
            default -> removed();
        };
    }

    private List<String> paths() {
        return words.stream().skip(1).filter(word -> !word.startsWith("-")).toList();
    }

    private boolean has(String letter) {
        return words.stream().anyMatch(word -> word.startsWith("-") && word.contains(letter));
    }

    private String list() {
        List<String> asked = paths();
        if (asked.isEmpty() || asked.equals(List.of("/"))) return lines(FOLDERS);
        return asked.stream()
                .map(word -> FOLDERS.contains(bare(word)) ? "" : missing("ls: cannot access", word))
                .collect(Collectors.joining());
    }

    private String lines(List<String> names) {
        String each = has("l") ? "drwxr-xr-x 1 root 4096 Nov  1 12:00 " : "";
        return names.stream().map(name -> each + name + "\n").collect(Collectors.joining());
    }

    /** What the container has written: the model, when it has one. */
    private String sizes(Instant now) {
        long bytes = contract.server().cacheBytes(now) + 200_000_000;
        String size = has("h") ? bytes / 1_000_000 + "M" : String.valueOf(bytes / 1024);
        return size + "\t" + path + "\n";
    }

    private String removed() {
        if (has("f")) return "";
        return paths().stream().map(word -> missing("rm: cannot remove", word)).collect(Collectors.joining());
    }

    private String missing(String what, String word) {
        return what + " '" + path + "/" + bare(word) + "': No such file or directory\n";
    }

    private static String bare(String word) {
        return word.replaceAll("^/+|/+$", "");
    }
}
