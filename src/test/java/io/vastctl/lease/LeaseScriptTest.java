package io.vastctl.lease;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.lease.Box.Destroy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The very text that goes out, in the shells of rented machines. Time is the machine's own, and no test waits. */
class LeaseScriptTest {

    private static final long START = Box.START;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void destroysItsInstanceOnceTheLeaseIsOverAndNotBefore(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.start(LeaseScript.of(box.terms(ofMinutes(5), 60), box.paths), 17);

            assertThat(box.file()).isEqualTo(START - 60 + " 300");
            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 240, START + 255);
            Destroy first = box.destroys.get(0);
            assertThat(first.request()).isEqualTo("DELETE /api/v0/instances/4711/");
            assertThat(first.body()).isEqualTo("{}");
            assertThat(first.headers())
                    .containsEntry("Authorization", "Bearer " + Box.KEY)
                    .containsEntry("Content-type", "application/json");
            assertThat(box.log()).contains(START + 240 + " expired\n", START + 240 + " destroy 4711: 200\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"dash,curl", "busybox,curl", "dash,python3", "busybox,python3"})
    void nobodyWhoListsProcessesOrReadsTheLogSeesTheKey(String shell, String tool) throws Exception {
        try (Box box = new Box(folder, shell, tool)) {
            box.answers(500, 401);
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 10);

            assertThat(box.destroys).hasSizeGreaterThan(1).allSatisfy(destroy -> {
                assertThat(destroy.headers()).containsEntry("Authorization", "Bearer " + Box.KEY);
                // The program was running at that moment, so the list would have shown it.
                assertThat(destroy.commandLines()).anyMatch(line -> line.startsWith(tool));
                assertThat(destroy.commandLines()).noneMatch(line -> line.contains(Box.KEY));
            });
            assertThat(box.log()).contains(" destroy 4711: ").doesNotContain(Box.KEY);
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void pythonServesWhereThereIsNoCurl(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "python3")) {
            box.answers(503);
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 9);

            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 120, START + 135);
            assertThat(box.destroys.get(0).request()).isEqualTo("DELETE /api/v0/instances/4711/");
            assertThat(box.destroys.get(0).body()).isEqualTo("{}");
            assertThat(box.log()).contains(" (python3): 120 s", "destroy 4711: HTTP Error 503", "destroy 4711: 200\n");
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void pythonServesWhereCurlGetsNoAnswer(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "python3")) {
            box.fake("curl", "printf 000; exit 60");
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 8);

            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 120);
            assertThat(box.log()).contains(" (curl): ", "destroy 4711: 200\n");
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void whereThereIsNeitherItSaysSoAndLooksAgain(String shell) throws Exception {
        try (Box box = new Box(folder, shell)) {
            box.during(10, "printf '#!/bin/sh\\nprintf 200\\n' > bin/curl; chmod +x bin/curl");
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 10);

            assertThat(box.destroys).isEmpty();
            assertThat(box.log())
                    .contains(" (no-tool): ", START + 120 + " cannot destroy: no-tool\n")
                    .contains(START + 150 + " destroy 4711: 200\n");
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aRenewalPutsTheEndOff(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            // Within tick 6, at 75 s; the machine's own shell runs it, as over SSH.
            box.during(6, "sh -c \"$(cat renew)\" > renewed");
            Files.writeString(folder.resolve("renew"), LeaseRenewal.command(ofMinutes(3), box.paths));
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 17);

            assertThat(box.file()).isEqualTo(START + 75 + " 180");
            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 255);
            assertThat(LeaseRenewal.parse(Files.readString(folder.resolve("renewed"))))
                    .contains(new LeaseState(true, LeaseState.Loop.CURL, ofMinutes(3)));
            assertThat(folder.toFile().list()).noneMatch(name -> name.matches("lease\\.\\d+"));
        }
    }

    @ParameterizedTest
    @CsvSource({"dash,0", "busybox,0", "dash,500", "dash,429", "dash,404", "dash,301"})
    void triesForEverWhateverTheApiAnswers(String shell, int code) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.answers(code, code, code, code);
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 12);

            assertThat(box.destroys)
                    .extracting(Destroy::at)
                    .containsExactly(START + 120, START + 135, START + 150, START + 165, START + 180);
        }
    }

    @ParameterizedTest
    @CsvSource({"dash,curl", "busybox,curl", "dash,python3"})
    void triesForEverWhileNothingListens(String shell, String tool) throws Exception {
        try (Box box = new Box(folder, shell, tool)) {
            box.apiIsGone();
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 12);

            assertThat(box.log().lines().filter(line -> line.contains(" destroy 4711: ")))
                    .hasSize(5);
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void afterARestartOfTheContainerThereIsTimeToRenew(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.file(START - 9000 + " 1200\n");
            box.start(LeaseScript.of(box.terms(ofMinutes(20), 90_000), box.paths), 6);

            assertThat(box.file()).isEqualTo(START - 9000 + " 1200");
            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 90);
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aLeaseRenewedAfterARestartHolds(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.file(START - 9000 + " 1200\n");
            box.during(5, "sh -c \"$(cat renew)\"");
            Files.writeString(folder.resolve("renew"), LeaseRenewal.command(ofMinutes(20), box.paths));
            box.start(LeaseScript.of(box.terms(ofMinutes(20), 90_000), box.paths), 30);

            assertThat(box.destroys).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // since, in seconds before the start; lease; what is written; when it destroys
        "60,1200,-60 1200,1140", // within the lease: the time of renting counts
        "1199,1200,-1199 1200,90", // nearly over: no sooner than 90 s
        "1200,1200,0 600,600", // over before the start, or the container was made anew: ten minutes
        "500000,43200,0 600,600",
        "121,120,0 120,120", // a lease below ten minutes stays what it is
        "-5,1200,0 600,600", // from the future
    })
    void theFirstHeartbeatFollowsTheRules(long before, long lease, String written, long destroyed) throws Exception {
        try (Box box = new Box(folder, "dash", "curl")) {
            LeaseTerms terms = box.terms(ofSeconds(lease), before);
            box.start(LeaseScript.of(terms, box.paths), (int) (destroyed / 15));

            String[] words = written.split(" ", -1);
            assertThat(box.file()).isEqualTo(START + Long.parseLong(words[0]) + " " + words[1]);
            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + destroyed);
            // The simulated machines follow the same rules.
            Instant start = Instant.ofEpochSecond(START);
            Heartbeat heartbeat = Heartbeat.first(terms, start);
            assertThat(heartbeat.at().getEpochSecond() - START + " "
                            + heartbeat.lease().toSeconds())
                    .isEqualTo(written);
            assertThat(heartbeat.destroysAt(start)).isEqualTo(start.plusSeconds(destroyed));
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aFileThatCannotBeReadNeverMeansForEver(String shell) throws Exception {
        List<String> broken = List.of(
                "",
                "\n",
                "garbage",
                "1800000000",
                "1800000000 ",
                "1800000000 99999999",
                "1800000000 1200 1200",
                "0800000000 1200",
                "99999999999 1200",
                "1800000000 -5",
                "1800000000 08",
                "$(touch\u00a0pwned) 1200",
                "* *",
                "1800000000\u00001200");
        try (Box box = new Box(folder, shell, "curl")) {
            for (int tick = 1; tick <= broken.size(); tick++) {
                Files.writeString(folder.resolve("broken." + tick), broken.get(tick - 1));
                box.during(tick, "cat broken.$tick > lease");
            }
            box.start(LeaseScript.of(box.terms(ofMinutes(5), 0), box.paths), 20);

            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 300);
            assertThat(box.log().lines()).hasSize(3);
            assertThat(folder.resolve("pwned")).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource({"dash,", "dash,1800000000 -5", "busybox,garbage"})
    void aFileThatWasBrokenFromTheStartIsMadeAnew(String shell, String content) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.file(content == null ? "" : content);
            box.start(LeaseScript.of(box.terms(ofMinutes(5), 0), box.paths), 2);

            assertThat(box.file()).isEqualTo(START + " 300");
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aFileThatVanishedCountsAsItWas(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.during(3, "rm lease");
            box.start(LeaseScript.of(box.terms(ofMinutes(5), 0), box.paths), 20);

            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 300);
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void whereNoFileCanBeWrittenTheLeaseHoldsAllTheSame(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            LeasePaths nowhere = new LeasePaths("/proc/none/lease", "/proc/none/log", box.paths.environ(), ":/nowhere");
            box.start(LeaseScript.of(box.terms(ofMinutes(5), 0), nowhere), 20);

            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 300);
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aClockThatJumpsBackDoesNotLengthenTheLease(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.during(4, "echo 1000000 > clock");
            box.start(LeaseScript.of(box.terms(ofMinutes(5), 0), box.paths), 20);

            assertThat(box.destroys).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aClockThatJumpsAheadLeavesTimeToRenew(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.during(10, "echo " + (START + 9000) + " > clock");
            box.start(LeaseScript.of(box.terms(ofMinutes(20), 0), box.paths), 15);

            // Seen expired at the end of tick 10, and five ticks later still.
            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 9015 + 75);
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void withoutAClockTheTicksCount(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.fake("date", "exit 1");
            box.start(LeaseScript.of(box.terms(ofMinutes(5), 0), box.paths), 20);

            // Counting began one tick early.
            assertThat(box.destroys).extracting(Destroy::at).containsExactly(START + 285, START + 300);
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aSecondStartLeavesOneLoop(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            String script = LeaseScript.of(box.terms(ofMinutes(5), 0), box.paths);
            // Again while the first one sleeps, and twice at once to begin with.
            Files.writeString(folder.resolve("again"), script);
            box.during(5, "sh again");
            box.start(script + script, 20);

            // While two loops sleep at once, a step of the box's clock may get lost: the loop counts more than the
            // clock.
            assertThat(box.destroys)
                    .extracting(Destroy::at)
                    .allMatch(at -> at >= START + 240)
                    .hasSizeLessThanOrEqualTo(2);
            List<String> sleepers = box.sleepers();
            assertThat(sleepers.subList(8, sleepers.size())).containsOnly(sleepers.get(8));
            assertThat(box.loops()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void aPidOfTheLastRunThatNowIsAnotherProcessStopsNobody(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            Files.writeString(
                    folder.resolve("lease.pid"), ProcessHandle.current().pid() + " curl\n");
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 8);

            assertThat(box.destroys).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void takesIdAndKeyFromTheContainerWhereTheScriptHasNone(String shell) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.unset("CONTAINER_ID");
            box.unset("CONTAINER_API_KEY");
            box.environ("A=1\0MY_CONTAINER_ID=9\0CONTAINER_ID=815\0CONTAINER_API_KEY=k3y=\0Z=\n");
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 8);

            assertThat(box.destroys).hasSize(1).allSatisfy(destroy -> {
                assertThat(destroy.request()).isEqualTo("DELETE /api/v0/instances/815/");
                assertThat(destroy.headers()).containsEntry("Authorization", "Bearer k3y=");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"dash,", "busybox,", "dash,two words", "busybox,\"quoted\"", "dash,$(touch pwned)"})
    void aKeyThatIsNoneIsNotUsed(String shell, String key) throws Exception {
        try (Box box = new Box(folder, shell, "curl")) {
            box.set("CONTAINER_API_KEY", key == null ? "" : key);
            box.start(LeaseScript.of(box.terms(ofMinutes(2), 0), box.paths), 8);

            assertThat(box.destroys).isEmpty();
            assertThat(box.log()).contains(START + 120 + " cannot destroy: no-key\n");
            assertThat(folder.resolve("pwned")).doesNotExist();
        }
    }
}
