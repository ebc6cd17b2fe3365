package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "test",
                "up",
                "survey",
                "down",
                "instances",
                "reap",
                "renew",
                "tunnel",
                "offers",
                "bad-hosts",
                "bad-hosts list",
                "bad-hosts add",
                "bad-hosts whitelist",
                "bad-hosts unwhitelist",
                "bad-hosts remove",
                "bad-hosts clear",
                "bad-hosts explain",
                "bad-hosts export",
                "bad-hosts import",
                "guard",
                "guard check",
                "host",
                "host price",
                "hosts",
                "hosts list",
                "hosts show",
                "runs",
                "runs list",
                "runs show",
                "runs explain",
                "workloads",
                "workloads list",
                "workloads show",
                "workloads check",
                "diagnose",
                "config",
                "config list",
                "config get",
                "config set",
                "config unset",
                "init",
                "doctor",
                "simulate",
                "simulate serve",
                "simulate evaluate",
                "completion",
                "man"
            })
    void helpAndVersionNeedNothingAndDisturbNothing(String command) throws Exception {
        Shell shell = new Shell(home);
        Path corrupt = shell.write(shell.database(), "this is no database");
        shell.write(shell.config().resolve("config.yaml"), "a: [");

        Ran help = shell.run((command + " --help").strip().split(" ")).exits(0);
        Ran version = shell.run((command + " --version").strip().split(" ")).exits(0);

        assertThat(help.out()).startsWith("Usage: vastctl" + (command.isEmpty() ? "" : " " + command));
        assertThat(help.err()).isEmpty();
        assertThat(version.out()).isEqualTo("vastctl " + Shell.VERSION + System.lineSeparator());
        assertThat(corrupt).hasContent("this is no database");
        try (var files = Files.list(shell.state())) {
            assertThat(files).containsExactly(corrupt);
        }
    }

    @Test
    void aloneItShowsTheCommandsAndHowToTryWithoutAnAccount() {
        Ran alone = new Shell(home).run().exits(0);

        assertThat(alone.out()).contains("test", "bad-hosts", "--simulate", "6 a rental may still be running");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aCommandThatOnlyHoldsOthersShowsThem() {
        new Shell(home)
                .run("bad-hosts")
                .refusesAtTheEnd(2, "bad-hosts: expected a command: list, add, whitelist", "import");
        assertThat(new Shell(home).run("bad-hosts").err()).contains("Usage: vastctl bad-hosts", "whitelist");
        new Shell(home).run("simulate").refusesAtTheEnd(2, "simulate: expected a command: serve");
        new Shell(home).run("config", "-v").refuses(2, "unknown option -v");
    }

    @Test
    void colourComesWhenItIsAskedForAndOnlyThen() {
        assertThat(new Shell(home).run("test", "--color=always", "--help").out())
                .contains("\u001b[");
        assertThat(new Shell(home).run("test", "--color", "never", "--help").out())
                .doesNotContain("\u001b[");
        assertThat(new Shell(home).run("test", "--help").out()).doesNotContain("\u001b[");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(new Shell(home).run("help", "test").exits(0).out()).startsWith("Usage: vastctl test");
    }
}
