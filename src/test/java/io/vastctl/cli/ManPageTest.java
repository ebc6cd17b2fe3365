package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.cli.man.ManCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual, as vastctl writes it and as man(1) and mandoc(1) read it. */
class ManPageTest {

    @TempDir
    Path home;

    private Path pages;
    private final List<CommandSpec> commands = ManCommand.all(
            CommandTree.of(new String[] {}, CommandLine.defaultFactory()).getCommandSpec());

    @BeforeEach
    void writeThemAll() {
        pages = home.resolve("share/man/man1");
        new Shell(home).run("man", "--dir", pages.toString()).exits(0);
    }

    @Test
    void everyCommandHasAPageThatNamesAllItsOptionsAndArguments() throws Exception {
        assertThat(files()).hasSameSizeAs(commands).hasSizeGreaterThan(40);
        for (CommandSpec command : commands) {
            String page = Files.readString(pages.resolve(command.qualifiedName("-") + ".1"));
            for (OptionSpec option : command.options())
                for (String name : option.names())
                    assertThat(page.contains("\\fB" + name.replace("-", "\\-") + "\\fR"))
                            .as(name + " in\n" + page)
                            .isEqualTo(!option.hidden());
            command.positionalParameters().stream()
                    .filter(argument -> !argument.hidden())
                    .forEach(argument ->
                            assertThat(page).contains(argument.paramLabel().replace("-", "\\-")));
            command.subcommands().forEach((name, child) -> {
                if (!child.getCommandSpec().usageMessage().hidden())
                    assertThat(page).contains(name.replace("-", "\\-"));
            });
            assertThat(page)
                    .contains("\\fB\\-\\-help\\fR", ".SH \"NAME\"", ".SH \"EXIT STATUS\"")
                    .doesNotContain("${", "%n", "complete\\-values");
        }
    }

    @Test
    void manRendersThemWithoutAWarning() throws Exception {
        assumeTrue(RealShell.isThere("man"), "man is not installed");
        for (Path page : files()) {
            String warnings = run("man --warnings=all -E UTF-8 -l '" + page + "' 2>&1 >/dev/null");
            assumeTrue(!warnings.contains("has been minimized"), "this machine has no manual pages");
            assertThat(warnings).as(page.toString()).isEmpty();
        }
        assertThat(run("man -l '" + pages.resolve("vastctl-test.1") + "' | col -b"))
                .contains(
                        "VASTCTL-TEST(1)",
                        "--strictness=<policy>",
                        "VASTCTL_DRY_RUN",
                        "VASTCTL_STRICTNESS",
                        "vastctl-test - Rent the best");
    }

    @Test
    void manFindsAPageByTheNamesOfTheCommands() throws Exception {
        assumeTrue(RealShell.isThere("man"), "man is not installed");

        assertThat(run("man -M '" + home.resolve("share/man") + "' vastctl bad-hosts 2>&1 | col -b"))
                .contains("VASTCTL-BAD-HOSTS(1)", "vastctl-bad-hosts-list(1)");
    }

    @Test
    void mandocHasNothingToSayAboutThem() throws Exception {
        assumeTrue(RealShell.isThere("mandoc"), "mandoc is not installed");
        for (Path page : files())
            assertThat(run("mandoc -Tlint -W warning '" + page + "' | grep -v 'refers to non-installed\\|no such\\|"
                            + "1970-01-01' || :"))
                    .as(page.toString())
                    .isEmpty();
    }

    @Test
    void onePageIsPrintedByItsCommand() {
        Shell shell = new Shell(home);

        assertThat(shell.run("man", "bad-hosts", "list").exits(0).out())
                .startsWith(".\\\" Written by: vastctl man\n.TH \"VASTCTL-BAD-HOSTS-LIST\" 1 ")
                .contains("vastctl " + Shell.VERSION);
        assertThat(shell.run("man").exits(0).out()).contains(".TH \"VASTCTL\" 1", "A rental may still be running");
        assertThat(shell.run("man", "bad-hosts", "lst").exits(2).err())
                .contains("no command lst in vastctl bad-hosts", "vastctl bad-hosts --help");
        assertThat(shell.run("man", "--dir", "x", "test").exits(2).err()).contains("--dir");
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(pages)) {
            return files.sorted().toList();
        }
    }

    private String run(String command) throws Exception {
        Path out = Files.createTempFile(home, "man", ".txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of("sh", "-c", command)))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(Map.of("MANWIDTH", "100", "LANG", "C.UTF-8", "MANROFFSEQ", ""));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
