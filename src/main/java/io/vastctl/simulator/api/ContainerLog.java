package io.vastctl.simulator.api;

import io.vastctl.simulator.market.Contract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The container's own log, and that of the host's daemon about it. */
final class ContainerLog {

    private ContainerLog() {}

    /** What the entry point printed. */
    static String container(Contract contract, Instant now) {
        if (!contract.up(now)) return "";
        long age = Duration.between(contract.life().runningAt(), now).toSeconds();
        StringBuilder log = new StringBuilder("Initializing container C." + contract.id() + "\n");
        if (age >= 2) log.append("Starting sshd\n");
        if (age >= 3 && contract.order().startsVllm()) log.append("onstart: vLLM started\n");
        return log.toString();
    }

    /** What the daemon has to say: the contract's status text, once per state. */
    static String daemon(Contract contract, Instant now) {
        String message = contract.state(now).statusMessage().orElse("").strip();
        String first = "create C." + contract.id() + " from " + contract.order().image() + "\n";
        return message.isEmpty() ? first : first + message + "\n";
    }

    /**
     * The lines that a request asks for, as {@code grep} and then {@code tail} would leave them.
     *
     * @param tail how many lines at most, as text; a text that is no number asks for all
     */
    static String chosen(String log, String filter, String tail) {
        List<String> lines = log.lines().filter(line -> line.contains(filter)).toList();
        int most = tail.matches("\\d{1,8}") ? Integer.parseInt(tail) : lines.size();
        return lines.subList(Math.max(0, lines.size() - most), lines.size()).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
