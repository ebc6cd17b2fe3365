package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** bash, zsh or fish with our completion script, and with a {@code vastctl} in the PATH that is this build. */
final class RealShell {

    private final String name;
    private final Shell shell;
    private final Path script;

    RealShell(String name, Shell shell) throws Exception {
        this.name = name;
        this.shell = shell;
        assumeTrue(isThere(name), name + " is not installed");
        if (!name.equals("fish")) assumeTrue(isThere("python3"), "python3 is not installed");
        script = shell.write(
                shell.home.resolve("completion." + name),
                shell.run("completion", name).exits(0).out());
        Path program = shell.write(
                shell.home.resolve("bin/vastctl"),
                "#!/bin/sh\nexec " + Path.of(System.getProperty("java.home"), "bin", "java")
                        + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + System.getProperty("java.class.path")
                        + "' io.vastctl.Main \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    static boolean isThere(String program) {
        return where(program).isPresent();
    }

    private static Optional<Path> where(String program) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** For each line what its last word can become. */
    Map<String, Set<String>> complete(List<String> lines) throws Exception {
        return name.equals("fish") ? inFish(lines) : onATerminal(lines);
    }

    Set<String> complete(String line) throws Exception {
        return complete(List.of(line)).values().iterator().next();
    }

    /** The shell reads the script and runs nothing of it. */
    void reads() throws Exception {
        assertThat(run(name, "-n", script.toString())).isEmpty();
    }

    private Map<String, Set<String>> onATerminal(List<String> lines) throws Exception {
        Path typed = shell.write(shell.home.resolve("typed"), String.join("\n", lines) + "\n");
        String said = run("python3", resource("complete.py").toString(), name, script.toString(), typed.toString());
        List<String> shown = said.lines().toList();
        assertThat(shown).as(said).hasSameSizeAs(lines);
        Map<String, Set<String>> all = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String before = lines.get(i).replaceFirst("\\S*$", "");
            String completed = shown.get(i);
            assertThat(completed).startsWith(before);
            all.put(lines.get(i), words(completed.substring(before.length()).split(" ")));
        }
        return all;
    }

    private Map<String, Set<String>> inFish(List<String> lines) throws Exception {
        StringBuilder commands = new StringBuilder("source " + script + "\n");
        for (String line : lines) commands.append("complete -C '").append(line).append("'\necho ---\n");
        Path file = shell.write(shell.home.resolve("ask.fish"), commands.toString());
        String[] answers = run("fish", "--no-config", file.toString()).split("(?m)^---$\n?", -1);
        Map<String, Set<String>> all = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++)
            all.put(lines.get(i), words(answers[i].replaceAll("(?m)\t.*$", "").split("\n")));
        return all;
    }

    private static Set<String> words(String[] words) {
        Set<String> found = new TreeSet<>(Arrays.asList(words));
        found.remove("");
        return found;
    }

    private String run(String... command) throws Exception {
        Path out = Files.createTempFile(shell.home, "shell", ".txt");
        List<String> words = new ArrayList<>(List.of(command));
        // Java would look for it on its own path, where another one may stand that does not fit ours.
        words.set(0, where(words.get(0)).orElseThrow().toString());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(shell.home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().putAll(shell.environment);
        builder.environment().put("PATH", shell.home.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("OUT", shell.home.resolve("line").toString());
        Process process = builder.start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static Path resource(String file) throws Exception {
        return Path.of(RealShell.class.getResource(file).toURI());
    }
}
