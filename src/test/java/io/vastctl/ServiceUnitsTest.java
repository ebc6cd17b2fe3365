package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.cli.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units that the Debian package brings. */
class ServiceUnitsTest {

    private static final Path UNITS = Path.of("src/deb/systemd");
    private static final String GUARD = "vastctl-guard@.service";
    private static final String ONCE = "vastctl-guard-once@.service";

    @TempDir
    Path folder;

    /** Values by section and key, {@code Service.ExecStart}; of a key that stands several times, all. */
    private static Map<String, List<String>> unit(String name) throws IOException {
        Map<String, List<String>> values = new TreeMap<>();
        String section = "";
        for (String line : Files.readAllLines(UNITS.resolve(name))) {
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.matches("\\[\\w+]")) {
                section = line.substring(1, line.length() - 1);
                continue;
            }
            assertThat(line).as(name).matches("\\w+=.*");
            int equals = line.indexOf('=');
            values.merge(
                    section + "." + line.substring(0, equals),
                    List.of(line.substring(equals + 1)),
                    (one, two) -> Stream.concat(one.stream(), two.stream()).toList());
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {GUARD, ONCE})
    void whatIsStartedIsACommandOfOurs(String name) throws IOException {
        List<String> start = unit(name).getOrDefault("Service.ExecStart", List.of());

        assertThat(start).hasSize(1);
        assertThat(start.get(0)).startsWith("/usr/bin/vastctl guard ").endsWith(" /etc/vastctl/%i.yaml");
        String[] words = start.get(0).substring("/usr/bin/vastctl ".length()).split(" ");
        assertThat(CommandLines.mistake(words)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {GUARD, ONCE})
    void theServiceMayDoLittle(String name) throws IOException {
        Map<String, List<String>> unit = unit(name);

        for (String key : List.of(
                "NoNewPrivileges",
                "PrivateTmp",
                "PrivateDevices",
                "ProtectHome",
                "ProtectKernelModules",
                "ProtectKernelTunables",
                "ProtectControlGroups",
                "RestrictNamespaces",
                "RestrictSUIDSGID",
                "LockPersonality")) assertThat(unit).as(key).containsEntry("Service." + key, List.of("yes"));
        assertThat(unit)
                .containsEntry("Service.ProtectSystem", List.of("strict"))
                .containsEntry("Service.CapabilityBoundingSet", List.of(""))
                .containsEntry("Service.User", List.of("vastctl"))
                .containsEntry("Service.SystemCallFilter", List.of("@system-service", "~@privileged"));
        // A process that is not seen there would count as dead, and its rentals as orphans.
        assertThat(unit).doesNotContainKeys("Service.ProtectProc", "Service.ProcSubset", "Service.PrivateUsers");
    }

    @Test
    void bothServicesAreHardenedAlike() throws IOException {
        assertThat(hardening(GUARD)).isEqualTo(hardening(ONCE)).hasSizeGreaterThan(20);
    }

    private static Map<String, List<String>> hardening(String name) throws IOException {
        Map<String, List<String>> unit = new TreeMap<>(unit(name));
        unit.keySet()
                .removeIf(
                        key -> !key.startsWith("Service.")
                                || key.matches(
                                        "Service\\.(Type|NotifyAccess|Exec.*|Restart.*|SuccessExitStatus|Timeout.*|Watchdog.*)"));
        return unit;
    }

    @Test
    void aGuardThatDiesIsStartedAnewAndOneWithABadPlanIsNot() throws IOException {
        assertThat(unit(GUARD))
                .containsEntry("Service.Type", List.of("notify"))
                .containsEntry("Service.NotifyAccess", List.of("all"))
                .containsEntry("Service.Restart", List.of("on-failure"))
                .containsEntry("Service.RestartPreventExitStatus", List.of("2"))
                .containsEntry("Service.SuccessExitStatus", List.of("143 130"))
                .containsEntry("Unit.StartLimitIntervalSec", List.of("0"));
    }

    @Test
    void theTimerStartsItsServiceWellWithinALease() throws IOException {
        assertThat(unit("vastctl-guard-once@.timer")).containsEntry("Timer.OnCalendar", List.of("*:0/10"));
        assertThat(Files.exists(UNITS.resolve(ONCE))).isTrue();
    }

    @Test
    void systemdUnderstandsThem() throws Exception {
        assumeTrue(Command.isThere("systemd-analyze"), "systemd-analyze is not installed");
        Files.copy(UNITS.resolve(GUARD), folder.resolve("vastctl-guard@chat.service"));
        Files.copy(UNITS.resolve(ONCE), folder.resolve("vastctl-guard-once@chat.service"));
        Files.copy(UNITS.resolve("vastctl-guard-once@.timer"), folder.resolve("vastctl-guard-once@chat.timer"));

        for (String name : List.of(
                "vastctl-guard@chat.service", "vastctl-guard-once@chat.service", "vastctl-guard-once@chat.timer")) {
            Command verified =
                    Command.run(folder, Map.of(), List.of("systemd-analyze", "verify", "--man=no", "./" + name));
            assertThat(verified.err().lines())
                    .filteredOn(line -> line.contains("vastctl-guard"))
                    .filteredOn(line -> !line.contains("/usr/bin/vastctl is not executable"))
                    .isEmpty();
        }
    }

    @Test
    void systemdFindsThemWellSecured() throws Exception {
        assumeTrue(Command.isThere("systemd-analyze"), "systemd-analyze is not installed");
        assumeTrue(
                Command.run(folder, Map.of(), List.of("systemd-analyze", "--help"))
                        .out()
                        .contains("--offline"),
                "this systemd-analyze judges no files");

        for (String name : List.of(GUARD, ONCE)) {
            Path file = Files.copy(UNITS.resolve(name), folder.resolve(name.replace("@", "@chat")));
            Command.run(
                            folder,
                            Map.of(),
                            List.of(
                                    "systemd-analyze",
                                    "security",
                                    "--offline=true",
                                    "--threshold=20",
                                    "--no-pager",
                                    "./" + file.getFileName()))
                    .exits(0);
        }
    }
}
