package io.vastctl.docs;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One page, from its first block to its last. */
final class PageRun {

    private static final Pattern RUN_ID =
            Pattern.compile("(?<![\\w/-])20\\d{6}(?:-\\d{1,6}(?:-[0-9a-f]{1,6})?)?(?![\\w-])");
    private static final Pattern STATE = Pattern.compile("--state[ =](\\S+)");

    private final Page page;
    private final Surroundings around;
    private final Map<String, String> runIds = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> notRun = new ArrayList<>();
    private final Crontab crontab = new Crontab();
    private int commands;

    private PageRun(Page page, Surroundings around) {
        this.page = page;
        this.around = around;
    }

    /**
     * How it went.
     *
     * @param commands how many were run
     * @param notRun page, line and reason of each block that is not run
     */
    record Result(Page page, int commands, List<String> notRun, List<String> failures, long millis) {}

    static Result of(Page page, Surroundings around) throws IOException {
        long begin = System.nanoTime();
        PageRun run = new PageRun(page, around);
        try (ShellSession shell = new ShellSession(around.folder(), around.scratch(), around.environment())) {
            run.all(shell);
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        return new Result(page, run.commands, List.copyOf(run.notRun), List.copyOf(run.failures), millis);
    }

    private void all(ShellSession shell) throws IOException {
        if (page.market().isPresent())
            shell.start(
                    "vastctl simulate serve --port " + Surroundings.MARKET_PORT + " --scenario "
                            + page.market().get(),
                    printed -> Transcript.begun(List.of("Simulated marketplace at …"), printed));
        for (Fence fence : page.fences()) {
            try {
                block(shell, fence);
            } catch (AssertionError e) {
                failures.add(page + ":" + fence.line() + ": " + e.getMessage());
                if (fence.stays() || shell.stuck()) return;
            }
        }
    }

    private void block(ShellSession shell, Fence fence) throws IOException {
        if (Fence.DOCUMENTS.contains(fence.kind())) {
            document(fence);
        } else if (fence.reasonNotToRun().isPresent()) {
            notRun.add(page + ":" + fence.line() + ": " + fence.reasonNotToRun().get());
            if (!complete(shell, fence.typed())) throw new AssertionError("not a whole command: " + fence.text());
        } else if (Fence.COMMANDS.contains(fence.kind())) {
            List<Command> list = fence.kind().equals("crontab")
                    ? crontab.commands(fence)
                    : Command.of(fence, text -> complete(shell, text));
            for (int at = 0; at < list.size(); at++) {
                boolean asked = at + 1 < list.size() && list.get(at + 1).text().equals("echo $?");
                one(shell, list.get(at), fence.stays() && at == list.size() - 1, asked);
            }
        }
    }

    private void one(ShellSession shell, Command command, boolean stays, boolean asked) throws IOException {
        commands++;
        String text = withRunIds(shell, command.text())
                .replace("PATH='/home/ann/.local/bin:", "PATH='" + around.bin() + ":")
                .replace("/home/ann", around.home().toString())
                .replace("…", "anything");
        ShellSession.Result result;
        if (stays || command.interrupted()) {
            ShellSession.Background background = shell.start(
                    text, printed -> !printed.isEmpty() && Transcript.begun(command.shownFirst(), seen(printed)));
            if (stays) return;
            result = background.interrupt();
        } else {
            result = shell.run(text);
        }
        List<String> printed = seen(result.printed());
        // A terminal shows ^C on the line that the shell program then ends.
        if (command.interrupted())
            printed = printed.stream().filter(line -> !line.isBlank()).toList();
        List<String> missing =
                command.shown().isPresent() ? Transcript.missing(command.shownInAll(), printed) : List.of();
        if (missing.isEmpty()) remember(command.shown().orElse(List.of()), printed);
        boolean ended = asked || command.interrupted() || result.exitCode() == command.exitCode();
        if (!missing.isEmpty() || !ended)
            failed(command, String.join("", missing), "ended with " + result.exitCode(), printed);
    }

    private void failed(Command command, String missing, String end, List<String> printed) {
        failures.add(page + ":" + command.line() + ": $ " + command.text() + "\n  " + missing + "\n  " + end
                + "\n  printed:\n    " + String.join("\n    ", printed));
    }

    private List<String> seen(List<String> printed) {
        // The shell tells of its own jobs: "Killed".
        return printed.stream()
                .filter(line -> !line.startsWith(around.scratch().toString()))
                .map(line -> line.replace(around.home().toString(), "/home/ann"))
                .toList();
    }

    private void remember(List<String> shown, List<String> printed) {
        List<String> there = Transcript.runIds(shown);
        List<String> here = Transcript.runIds(printed);
        if (there.size() != here.size()) return;
        for (int at = 0; at < there.size(); at++) runIds.put(there.get(at), here.get(at));
    }

    private String withRunIds(ShellSession shell, String command) throws IOException {
        Matcher id = RUN_ID.matcher(command);
        StringBuilder text = new StringBuilder();
        while (id.find()) id.appendReplacement(text, meant(shell, id.group(), command));
        return id.appendTail(text).toString();
    }

    private String meant(ShellSession shell, String token, String command) throws IOException {
        for (Map.Entry<String, String> known : runIds.entrySet())
            if (known.getKey().startsWith(token)) return known.getValue();
        Matcher state = STATE.matcher(command);
        ShellSession.Result newest =
                shell.run("vastctl runs list --limit 1" + (state.find() ? " --state " + state.group(1) : ""));
        List<String> ids = Transcript.runIds(newest.printed());
        return ids.isEmpty() ? token : ids.get(0);
    }

    private static boolean complete(ShellSession shell, String text) {
        try {
            return shell.accepts(text);
        } catch (IOException e) {
            throw new AssertionError("no shell to check the syntax", e);
        }
    }

    private void document(Fence fence) throws IOException {
        try {
            if (fence.kind().equals("yaml")) new ObjectMapper(new YAMLFactory()).readTree(fence.text());
            if (fence.kind().equals("json")) json(fence.text());
        } catch (IOException e) {
            throw new AssertionError("is no " + fence.kind() + ": " + e.getMessage(), e);
        }
        if (fence.file().isEmpty()) return;
        String name = fence.file().get();
        Path file = name.startsWith("~/")
                ? around.home().resolve(name.substring(2))
                : around.folder().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, fence.text());
    }

    private static void json(String text) throws IOException {
        try (MappingIterator<Object> each =
                new ObjectMapper().readerFor(Object.class).readValues(text)) {
            while (each.hasNextValue()) each.nextValue();
        }
    }
}
