package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.memory.EmbeddedServer;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.RunsOn;
import io.vastctl.memory.StateAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code --state} names a PostgreSQL server. */
class StateOnServerTest {

    private static final String PASSWORD = "planted-password-7f31";

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void theFlagTheVariableAndTheConfigFileNameTheServer() {
        String one = EmbeddedServer.empty();
        String two = EmbeddedServer.empty();
        String three = EmbeddedServer.empty();
        shell.write(shell.config().resolve("config.yaml"), "state: " + three + "\nmax-price: 0.50\n");
        shell.run("bad-hosts", "add", "333").exits(0);
        shell.with("VASTCTL_STATE", two).run("bad-hosts", "add", "222").exits(0);
        shell.run("bad-hosts", "add", "111", "--state", one).exits(0);

        assertThat(shell.run("bad-hosts", "list", "--state", one).out())
                .contains("111")
                .doesNotContain("222", "333");
        assertThat(shell.run("bad-hosts", "list").out()).contains("222").doesNotContain("111", "333");
        shell.environment.remove("VASTCTL_STATE");
        assertThat(shell.run("bad-hosts", "list").out()).contains("333").doesNotContain("111", "222");
        assertThat(shell.run("config", "list").exits(0).out()).contains("config.yaml:2");
        assertThat(shell.database()).doesNotExist();
    }

    @Test
    void aPathInTheConfigFileIsAFile() {
        shell.write(shell.config().resolve("config.yaml"), "state: ~/team.db\n");

        shell.run("bad-hosts", "add", "5").exits(0);

        assertThat(home.resolve("team.db")).isRegularFile();
        shell.write(shell.config().resolve("config.yaml"), "state: [a, b]\n");
        shell.run("bad-hosts", "list").refuses(2, "config.yaml:1", "state cannot be a list");
    }

    @Test
    void aRunTheDoctorAndTheListsWorkOnAServer() {
        shell.with("VASTCTL_STATE", EmbeddedServer.empty());

        shell.simulate().exits(0);

        shell.run("runs", "list").exits(0).says("ready");
        shell.run("hosts", "list").exits(0);
        shell.run("doctor", "--simulate")
                .says(shell.environment.get("VASTCTL_STATE") + " is sound, schema ", "no run is on");
        shell.run("state", "check").exits(0).says("PostgreSQL");
    }

    @Test
    void aLockedRunSkipsWhileAnotherMachineHasOneOnWithTheSameServer() throws Exception {
        String url = EmbeddedServer.withTables();
        shell.with("VASTCTL_STATE", url);
        try (Database database = Database.open(StateAddress.of(url), Map.of(), Clock.systemUTC(), () -> true)) {
            Liveness laptop = new Liveness("laptop/boot", pid -> Optional.of("tick 1"));
            RunsOn there = new RunsOn(database, Clock.systemUTC(), laptop);
            there.join("other", "vastctl test, process 4711, since then, on laptop", 4711);

            shell.simulate("--lock").refuses(75, "a run is on: vastctl test, process 4711, since then, on laptop");
            assertThat(shell.run("doctor", "--simulate").out()).contains("process 4711");
            shell.simulate().exits(0);
            there.leave("other");
            shell.simulate("--lock", "--quiet").exits(0);
            assertThat(there.others("")).isEmpty();
        }
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNeverRepeated() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:1/vastctl?user=ann&password=" + PASSWORD;
        List<Ran> all = new ArrayList<>();
        all.add(shell.run("bad-hosts", "list", "--state", url).refuses(2, "--state: ", "PGPASSFILE"));
        all.add(shell.run("bad-hosts", "list", "-vv", "--state", url).exits(2));
        all.add(shell.run("state", "copy", url).refuses(2, "PGPASSFILE"));
        shell.with("VASTCTL_STATE", url);
        all.add(shell.run("runs", "list").refuses(2, "environment VASTCTL_STATE: ", "PGPASSFILE"));
        all.add(shell.simulate());
        all.add(shell.run("doctor", "--simulate", "-o", "json"));
        shell.environment.remove("VASTCTL_STATE");
        Path config = shell.config().resolve("config.yaml");
        shell.write(config, "state: " + url + "\n");
        all.add(shell.run("runs", "list").refuses(2, "config.yaml:1: state: ", "PGPASSFILE"));
        Files.delete(config);

        for (Ran ran : all) assertThat(ran.out() + ran.err()).doesNotContain(PASSWORD);
        nothingHolds(PASSWORD);
    }

    private void nothingHolds(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
        }
    }

    @Test
    void aPasswordComesFromTheEnvironmentAndAWrongOneIsToldWithoutIt() throws Exception {
        String url = EmbeddedServer.asking(PASSWORD);

        shell.run("runs", "list", "--state", url).refuses(2, "asks for a password and there is none", "PGPASSFILE");
        shell.with("PGPASSWORD", "wrong-" + PASSWORD);
        Ran wrong = shell.run("runs", "list", "-vv", "--state", url);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("it refused the login", "user \"asked\"")
                .doesNotContain(PASSWORD);
        shell.with("PGPASSWORD", PASSWORD);
        for (String line : List.of("bad-hosts add 5", "runs list -o json", "config list -o json", "state check -vv")) {
            List<String> args = new ArrayList<>(List.of(line.split(" ")));
            args.addAll(List.of("--state", url));
            Ran right = shell.run(args.toArray(String[]::new)).exits(0);
            assertThat(right.out() + right.err()).doesNotContain(PASSWORD);
        }
        nothingHolds(PASSWORD);
    }

    @Test
    void aPasswordFileIsReadAndTheProcessShowsNothingOfIt() throws Exception {
        String url = EmbeddedServer.asking(PASSWORD);
        Path passwords = home.resolve("pgpass");
        Files.writeString(passwords, "127.0.0.1:" + EmbeddedServer.port() + ":*:asked:" + PASSWORD + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.vastctl.Main",
                "state",
                "check",
                "-vv",
                "--state",
                url);
        command.environment().putAll(shell.environment);
        command.environment().put("PGPASSFILE", passwords.toString());
        Process process = command.redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        String shown = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        String out = Files.readString(home.resolve("out"));
        assertThat(process.exitValue()).as(out).isZero();
        assertThat(out).contains("is sound: PostgreSQL").doesNotContain(PASSWORD);
        assertThat(shown).contains("user=asked").doesNotContain(PASSWORD);
        Files.delete(passwords);
        nothingHolds(PASSWORD);
    }

    @Test
    void aPasswordFileThatOthersMaySeeIsNotRead() throws Exception {
        String url = EmbeddedServer.asking(PASSWORD);
        String line = "127.0.0.1:" + EmbeddedServer.port() + ":*:asked:" + PASSWORD + "\n";
        Path named = shell.write(home.resolve("pgpass"), line);
        shell.with("PGPASSFILE", named.toString());
        List<Ran> all = new ArrayList<>();
        for (String rights : List.of("rw-r--r--", "rw-r-----", "rw-------", "r--------", "rw-----w-", "rwx--x---")) {
            Files.setPosixFilePermissions(named, PosixFilePermissions.fromString(rights));
            Ran ran = shell.run("runs", "list", "-o", "json", "-vv", "--state", url);
            all.add(ran);
            if (rights.endsWith("------")) ran.exits(0);
            else
                assertThat(ran.exits(2).err())
                        .contains("the password file " + named + " is not read", rights, "chmod 600 " + named);
        }
        all.add(shell.with("PGPASSWORD", PASSWORD)
                .run("runs", "list", "--state", url)
                .exits(0));
        shell.environment.keySet().removeAll(List.of("PGPASSWORD", "PGPASSFILE"));
        Path usual = shell.write(home.resolve(".pgpass"), line);
        Files.setPosixFilePermissions(usual, PosixFilePermissions.fromString("rw-r--r--"));
        all.add(shell.run("runs", "list", "--state", url).refuses(2, "the password file " + usual + " is not read"));
        all.add(shell.run("runs", "list", "--state", EmbeddedServer.empty()).exits(0));
        Files.setPosixFilePermissions(usual, PosixFilePermissions.fromString("rw-------"));
        all.add(shell.run("runs", "list", "--state", url).exits(0));

        for (Ran ran : all) assertThat(ran.out() + ran.err()).doesNotContain(PASSWORD);
        Files.delete(usual);
        Files.delete(named);
        nothingHolds(PASSWORD);
    }

    @Test
    void whatLiesHereForAServerIsNamedByADigestOfItsWholeAddress() {
        String address = "jdbc:postgresql://db.example/vastctl?user=ann";
        Path file = stateFile(address);

        assertThat(file.getFileName().toString()).matches("server-[0-9a-f]{32}\\.db");
        assertThat(stateFile("jdbc:postgresql://DB.example:5432/vastctl?sslmode=verify-full&user=ann"))
                .isEqualTo(file);
        assertThat(List.of(
                        "jdbc:postgresql://db.example:5433/vastctl?user=ann",
                        "jdbc:postgresql://db2.example/vastctl?user=ann",
                        "jdbc:postgresql://db.example/other?user=ann",
                        "jdbc:postgresql://db.example/vastctl?user=ben",
                        address + "&currentSchema=team",
                        address + "&options=-c%20search_path=team"))
                .extracting(this::stateFile)
                .doesNotHaveDuplicates()
                .doesNotContain(file);
    }

    private Path stateFile(String address) {
        try (Workbench bench = shell.with("VASTCTL_STATE", address).bench()) {
            return bench.stateFile();
        }
    }

    @Test
    void whatTheAddressSaysOfEncryptionReachesTheDriver() {
        shell.run("runs", "list", "--state", EmbeddedServer.empty() + "&sslmode=require")
                .refuses(2, "does not offer the encryption that sslmode asks for");
    }

    @Test
    void aServerThatIsNotThereIsOneLine() {
        shell.run("runs", "list", "--state", "jdbc:postgresql://127.0.0.1:1/vastctl?user=ann")
                .refuses(1, "the server 127.0.0.1:1 cannot be reached");
        shell.run("runs", "list", "--state", "jdbc:postgresql://127.0.0.1:port/vastctl")
                .refuses(2, "its address cannot be read", "host:port/database");
        shell.run("runs", "list", "--state", "postgresql://127.0.0.1:1/vastctl").refuses(2, "jdbc:postgresql://");
    }
}
