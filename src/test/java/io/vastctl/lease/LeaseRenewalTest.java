package io.vastctl.lease;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vastctl.lease.LeaseState.Loop;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseRenewalTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void whereNoLoopRunsItSaysSo(String shell) throws Exception {
        try (Box box = new Box(folder, shell)) {
            LeaseState state = renew(box);

            assertThat(state).isEqualTo(new LeaseState(true, Loop.NOT_RUNNING, ofMinutes(20)));
            assertThat(state.protects()).isFalse();
            assertThat(box.file()).isEqualTo(Box.START + " 1200");
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aPidThatNowIsAnotherProcessIsNoLoop(String shell) throws Exception {
        try (Box box = new Box(folder, shell)) {
            Files.writeString(
                    folder.resolve("lease.pid"), ProcessHandle.current().pid() + " curl\n");

            assertThat(renew(box).loop()).isEqualTo(Loop.NOT_RUNNING);
        }
    }

    @ParameterizedTest
    @CsvSource({"dash,no-tool,NO_TOOL", "busybox,no-key,NO_KEY"})
    void tellsWhatTheLoopLacks(String shell, String word, Loop expected) throws Exception {
        try (Box box = new Box(folder, shell)) {
            if (word.equals("no-key")) box.unset("CONTAINER_API_KEY");
            Files.writeString(folder.resolve("renew"), LeaseRenewal.command(ofMinutes(20), box.paths));
            box.during(1, "sh -c \"$(cat renew)\" > renewed");
            box.start(LeaseScript.of(box.terms(ofMinutes(20), 0), box.paths), 1);

            LeaseState state = LeaseRenewal.parse(Files.readString(folder.resolve("renewed")))
                    .orElseThrow();
            assertThat(state.loop()).isEqualTo(expected);
            assertThat(state.protects()).isFalse();
            assertThat(state.describe()).startsWith("does not protect: its loop cannot destroy: ");
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aDiskThatTakesNothingLeavesTheOldHeartbeatAndSaysSo(String shell) throws Exception {
        try (Box box = new Box(folder, shell)) {
            box.file(Box.START - 100 + " 1200\n");
            box.fake("mv", "exit 1");

            LeaseState state = renew(box);

            assertThat(state).isEqualTo(new LeaseState(false, Loop.NOT_RUNNING, ofSeconds(1100)));
            assertThat(state.describe()).isEqualTo("could not be renewed on the machine; its loop does not run");
            assertThat(box.file()).isEqualTo(Box.START - 100 + " 1200");
            assertThat(folder.toFile().list()).noneMatch(name -> name.matches("lease\\.\\d+"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vastctl-lease", "vastctl-lease renewed wget 5\n", "sh: 1: not found\n"})
    void anAnswerThatIsNoneTellsNothing(String stdout) {
        assertThat(LeaseRenewal.parse(stdout)).isEmpty();
    }

    @Test
    void readsTheLastAnswerPastAnyNoise() {
        assertThat(LeaseRenewal.parse("hello\nvastctl-lease failed none -30\nvastctl-lease renewed python3 1200\n"))
                .contains(new LeaseState(true, Loop.PYTHON3, ofMinutes(20)));
    }

    @Test
    void isOneLineAndRefusesLeasesThatAreNone() {
        assertThat(LeaseRenewal.command(ofMinutes(20))).doesNotContain("\n").hasSizeLessThan(500);
        assertThatIllegalArgumentException().isThrownBy(() -> LeaseRenewal.command(ofSeconds(119)));
        assertThatIllegalArgumentException().isThrownBy(() -> LeaseRenewal.command(ofDays(91)));
    }

    private static LeaseState renew(Box box) throws Exception {
        return LeaseRenewal.parse(box.run(LeaseRenewal.command(ofMinutes(20), box.paths)))
                .orElseThrow();
    }
}
