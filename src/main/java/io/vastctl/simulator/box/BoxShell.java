package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.ServerRun;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers the commands that probes send, recognised by what they look at. It is no shell: an unknown
 * command is not found.
 */
final class BoxShell {

    private static final String LOG = "/tmp/vllm.log";
    private static final String CACHE = "/root/.cache/huggingface";
    private static final Pattern ECHO = Pattern.compile("\\s*echo\\s+([^;&|$`<>]*?)\\s*");
    private static final Pattern TAIL = Pattern.compile("tail\\s+(?:-n\\s*|-)(\\d+)");
    /** A look that is only taken once the server has died. */
    private static final String AFTER_DEATH = "[ -s /tmp/vllm.exit ] || exit 0;";

    private static final long UNPACKED = 2_400_000_000L;

    private final Contract contract;
    private final Instant now;

    BoxShell(Contract contract, Instant now) {
        this.contract = contract;
        this.now = now;
    }

    ShellAnswer run(String command) {
        if (command.startsWith(AFTER_DEATH)) return afterDeath(command.substring(AFTER_DEATH.length()));
        Matcher echo = ECHO.matcher(command);
        if (echo.matches()) return ShellAnswer.out(echo.group(1).replaceAll("['\"]", "") + "\n");
        if (command.contains("nvidia-smi")) return new NvidiaSmi(contract, now).run(command);
        if (command.contains("curl") || command.contains("wget")) return new BoxCurl(contract, now).run(command);
        if (command.contains("libcuda")) return libcuda(command);
        if (command.contains("/tmp/vllm.exit") || command.contains("/tmp/vllm.pid") || command.contains("pgrep")) {
            return process();
        }
        if (command.contains("/proc/net/tcp") || command.matches("(?s).*\\bss\\s+-.*")) return port();
        return file(command);
    }

    /** Several looks in a row, of which those that find nothing are passed over. */
    private ShellAnswer afterDeath(String commands) {
        if (!contract.server().begun(now) || contract.server().alive(now)) return ShellAnswer.out("");
        StringBuilder all = new StringBuilder();
        for (String command : commands.split(";", -1))
            all.append(run(command.strip()).stdout());
        return ShellAnswer.out(all.toString());
    }

    private ShellAnswer file(String command) {
        if (command.contains("/proc/1/environ")) return environment();
        if (command.matches("(?s).*\\bdu\\s+-.*")) return du(command);
        if (command.matches("(?s).*\\bdf\\s+-.*")) return df();
        if (command.contains(LOG)) return log(command);
        if (command.matches("(?s)\\s*(true|:)\\s*")) return ShellAnswer.out("");
        if (command.contains("hostname")) return ShellAnswer.out("C." + contract.id() + "\n");
        return ShellAnswer.fail(127, "sh: 1: not found\n");
    }

    /** The bytes of a file, if there is one. */
    Optional<byte[]> fileBytes(String path) {
        boolean there = path.equals(LOG) && contract.server().begun(now);
        return there ? Optional.of(contract.server().log(now)) : Optional.empty();
    }

    private ShellAnswer process() {
        ServerRun server = contract.server();
        if (!server.begun(now)) return ShellAnswer.out("absent\n");
        return ShellAnswer.out(
                server.alive(now) ? "alive " + server.pid() + "\n" : "exited " + server.exitCode() + "\n");
    }

    private ShellAnswer port() {
        return contract.server().listening(now) ? ShellAnswer.out("listening\n") : ShellAnswer.fail(1, "");
    }

    /** A pipeline ends as its last command does, and a grep that finds nothing says nothing. */
    private ShellAnswer libcuda(String command) {
        if (contract.has(Fault.LIBCUDA_MISSING)) {
            return command.contains("grep")
                    ? ShellAnswer.fail(1, "")
                    : ShellAnswer.fail(2, "ls: cannot access '/usr/lib/x86_64-linux-gnu/libcuda.so.1': No such file\n");
        }
        return ShellAnswer.out("\tlibcuda.so.1 (libc6,x86-64) => /usr/lib/x86_64-linux-gnu/libcuda.so.1\n");
    }

    private ShellAnswer environment() {
        StringBuilder text = new StringBuilder("CONTAINER_ID=" + contract.id() + "\0PUBLIC_IPADDR=127.0.0.1\0");
        contract.order().environment().forEach((key, value) -> {
            if (!key.startsWith("-")) text.append(key).append('=').append(value).append('\0');
        });
        return ShellAnswer.out(text.toString());
    }

    private ShellAnswer du(String command) {
        long bytes = contract.server().cacheBytes(now);
        return ShellAnswer.out((command.contains("-sk") ? bytes / 1024 : bytes) + "\t" + CACHE + "\n");
    }

    private ShellAnswer df() {
        long total = (long) (contract.order().diskGb() * 1_000_000_000L / 1024);
        long used = Math.min(total, (UNPACKED + contract.server().cacheBytes(now)) / 1024);
        long percent = total == 0 ? 100 : Math.round(100.0 * used / total);
        return ShellAnswer.out("Filesystem     1024-blocks      Used Available Capacity Mounted on\noverlay        "
                + total + " " + used + " " + (total - used) + "      " + percent + "% /\n");
    }

    private ShellAnswer log(String command) {
        return fileBytes(LOG)
                .map(bytes -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    Matcher tail = TAIL.matcher(command);
                    return ShellAnswer.out(tail.find() ? last(text, Integer.parseInt(tail.group(1))) : text);
                })
                .orElseGet(() -> ShellAnswer.fail(1, "cat: " + LOG + ": No such file or directory\n"));
    }

    private static String last(String text, int count) {
        List<String> lines = text.lines().toList();
        List<String> kept = lines.subList(Math.max(0, lines.size() - count), lines.size());
        return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
    }
}
