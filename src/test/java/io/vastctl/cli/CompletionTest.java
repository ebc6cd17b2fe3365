package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What TAB offers, asked of the shells themselves. */
class CompletionTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void aHomeWithNamesOfItsOwn() throws Exception {
        shell = new Shell(home);
        shell.write(shell.config().resolve("config.yaml"), "policies:\n  night-shift:\n    like: balanced\n");
        Files.createDirectories(shell.config().resolve("workloads"));
        Files.createDirectories(home.resolve("some-folder"));
        shell.write(home.resolve("some-file.yaml"), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theShellReadsTheScriptWithoutAWord(String name) throws Exception {
        new RealShell(name, shell).reads();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void everyCommandAndEveryLongOptionIsOffered(String name) throws Exception {
        RealShell real = new RealShell(name, shell);
        Map<String, Set<String>> expected = new TreeMap<>();
        collect(CommandTree.of(new String[] {}, CommandLine.defaultFactory()).getCommandSpec(), "vastctl", expected);
        assertThat(expected).hasSizeGreaterThan(50);

        Map<String, Set<String>> offered = real.complete(List.copyOf(expected.keySet()));

        expected.forEach((line, words) -> assertThat(plain(Objects.requireNonNull(offered.get(line))))
                .as("%s after \"%s\"", name, line)
                .isEqualTo(words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void valuesAreOfferedWhereverTheyAreKnown(String name) throws Exception {
        String run =
                shell.simulate("-o", "json").exits(0).json("run").path("runId").asText();
        String survey = shell.run("survey", "--simulate", "calm", "--speed", "100000", "--count", "1", "-o", "json")
                .exits(0)
                .json("survey")
                .path("surveyId")
                .asText();
        Map<String, List<String>> expected = new TreeMap<>(Map.ofEntries(
                Map.entry("vastctl test --strictness ", List.of("strict", "balanced", "aggressive", "night-shift")),
                Map.entry("vastctl test --workload tin", List.of("tinyllama")),
                Map.entry("vastctl workloads show tin", List.of("tinyllama")),
                Map.entry("vastctl test --simulate ho", List.of("hostile")),
                Map.entry("vastctl test --lock ", List.of("skip", "wait")),
                Map.entry("vastctl offers -o ", List.of("table", "json", "csv")),
                Map.entry("vastctl offers --output j", List.of("json")),
                Map.entry("vastctl diagnose --kind ", List.of("log", "status-msg", "docker", "dmesg", "nvidia-smi")),
                Map.entry("vastctl completion ", List.of("bash", "zsh", "fish")),
                Map.entry("vastctl config set stric", List.of("strictness")),
                Map.entry("vastctl config set strictness ", List.of()),
                Map.entry("vastctl help dia", List.of("diagnose")),
                Map.entry("vastctl test --hedge --state list --strictness ba", List.of("balanced")),
                Map.entry("vastctl runs show ", List.of(run, survey)),
                Map.entry("vastctl survey show ", List.of(survey)),
                Map.entry("vastctl survey --sample ", List.of("best", "spread")),
                Map.entry("vastctl survey --sample sp", List.of("spread")),
                Map.entry("vastctl bad-hosts import some-", List.of("some-file.yaml", "some-folder")),
                Map.entry("vastctl bad-hosts import some-fi", List.of("some-file.yaml")),
                Map.entry("vastctl diagnose other some-fi", List.of("some-file.yaml")),
                Map.entry("vastctl test --events some-fi", List.of("some-file.yaml")),
                Map.entry("vastctl workloads show some-fi", List.of("some-file.yaml")),
                Map.entry("vastctl test --report junit=some-fi", List.of("junit=some-file.yaml")),
                Map.entry("vastctl test --max-price ", List.of())));

        Map<String, Set<String>> offered = new RealShell(name, shell).complete(List.copyOf(expected.keySet()));

        expected.forEach((line, words) -> assertThat(plain(Objects.requireNonNull(offered.get(line))))
                .as("%s after \"%s\"", name, line)
                .isEqualTo(new TreeSet<>(words)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void aValueBehindAnEqualsSignIsOfferedToo(String name) throws Exception {
        assertThat(new RealShell(name, shell).complete("vastctl test --strictness=ni"))
                .containsExactly("--strictness=night-shift");
    }

    @Test
    void whatScriptsAskForIsSilentAboutAHomeThatIsEmpty() {
        Shell nobody = new Shell(home.resolve("nobody"));

        assertThat(nobody.run("complete-values", "runs").exits(0).out()).isEmpty();
        assertThat(nobody.run("complete-values", "policies").exits(0).out())
                .isEqualTo("strict\nbalanced\naggressive\n");
        assertThat(nobody.run("complete-values", "tea").exits(2).err()).contains("policies, workloads, runs, surveys");
        assertThat(nobody.run("complete-values", "surveys").exits(0).out()).isEmpty();
        assertThat(home.resolve("nobody")).doesNotExist();
    }

    @Test
    void whatScriptsAskForIsNoCommandForPeople() {
        assertThat(shell.run("--help").out()).doesNotContain("complete-values");
        for (String name : List.of("bash", "zsh", "fish"))
            assertThat(shell.run("completion", name).out()).doesNotContain(" complete-values\n");
    }

    private static void collect(CommandSpec command, String line, Map<String, Set<String>> expected) {
        Set<String> options = new TreeSet<>(List.of("--help", "--version"));
        command.options().forEach(option -> {
            if (option.hidden()) return;
            for (String name : option.names()) if (name.startsWith("--")) options.add(name);
        });
        boolean help = command.userObject() instanceof CommandLine.HelpCommand;
        if (!help) expected.put(line + " --", options);
        List<String> children = new ArrayList<>();
        command.subcommands().forEach((name, child) -> {
            if (child.getCommandSpec().usageMessage().hidden()) return;
            children.add(name);
            collect(child.getCommandSpec(), line + " " + name, expected);
        });
        if (!children.isEmpty()) expected.put(line + " ", new TreeSet<>(children));
    }

    /** zsh and fish show folders with a slash, and options that may have a value with an equals sign. */
    private static Set<String> plain(Set<String> words) {
        Set<String> plain = new TreeSet<>();
        for (String word : words) plain.add(word.replaceFirst("(?<=.)[/=]$", ""));
        return plain;
    }
}
