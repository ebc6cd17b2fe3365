package io.vastctl.cli.badhosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bad-hosts export}, {@code import}, {@code explain} and the filters of {@code list}. */
class BadHostsCarriedTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list.json", "list.csv"})
    void exportClearImportIsTheIdentity(String name) {
        // Rehearsed failures of real runs, an order with every awkward character, and the whitelist.
        shell.simulate("--simulate=hostile", "--seed", "3", "--max-attempts", "4");
        shell.run("bad-hosts", "add", "5", "--reason", "says \"no\", twice\nand é", "--expires", "30d")
                .exits(0);
        shell.run("bad-hosts", "add", "6", "--host").exits(0);
        shell.run("bad-hosts", "whitelist", "7", "--reason", "repaired, he says")
                .exits(0);
        JsonNode before = listed();
        String file = home.resolve(name).toString();

        shell.run("bad-hosts", "export", file).exits(0).says("1 exemption written");
        shell.run("bad-hosts", "clear", "--yes").exits(0);
        shell.run("bad-hosts", "unwhitelist", "7").exits(0);
        shell.run("bad-hosts", "import", file).exits(0).says("added, 0 known");

        assertThat(listed()).isEqualTo(before);
        shell.run("bad-hosts", "import", file).exits(0).says("0 rows added");
        assertThat(listed()).isEqualTo(before);
    }

    @Test
    void exportGoesToStdoutWithoutAFile() {
        shell.run("bad-hosts", "add", "5").exits(0);

        assertThat(shell.run("bad-hosts", "export")
                        .exits(0)
                        .json("bad-hosts-export")
                        .path("bars"))
                .hasSize(1);
        assertThat(shell.run("bad-hosts", "export", "-o", "csv").exits(0).out().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("list,scope,id,");
        shell.run("doctor", "-o", "csv").refuses(2, "-o csv", "table or json");
    }

    @Test
    void badRowsAreNamedAndNothingIsHalfImported() throws IOException {
        Path csv = home.resolve("bad.csv");
        Files.writeString(csv, """
                scope,id,cause,expiresAt
                machine,41,"two
                lines",
                galaxy,42,x,
                machine,-1,x,
                machine,43,x,yesterday
                """);

        shell.run("bad-hosts", "import", csv.toString())
                .refuses(
                        2,
                        "nothing was imported",
                        "line 4: scope galaxy: expected machine or host",
                        "line 5: id -1",
                        "line 6: expiresAt yesterday");
        shell.run("bad-hosts", "list").says("No bad hosts.");

        Path json = home.resolve("bad.json");
        Files.writeString(json, """
                {"schema": "vastctl.bad-hosts-export/1",
                 "bars": [
                   {"scope": "machine", "id": 41, "cause": "x"},
                   {"scope": "machine", "id": 42, "cause": "x", "expires": "soon"},
                   {"scope": "machine", "id": 43, "source": "automatic", "cause": "x"}
                 ]}
                """);
        shell.run("bad-hosts", "import", json.toString())
                .refuses(2, "line 4: unknown field expires", "line 5: failureClass is missing");
        shell.run("bad-hosts", "list").says("No bad hosts.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"schema\":\"vastctl.bad-hosts/1\",\"entries\":[]}",
                "{\"schema\":\"vastctl.bad-hosts-export/1\",\"bars\":7}",
                "{\"schema\":\"vastctl.bad-hosts-export/1\",\"bars\":[7]}",
                "{\"schema\":\"vastctl.bad-hosts-export/1\",\"bars\":[",
                "{\"schema\":\"vastctl.bad-hosts-export/1\"} {}",
                "name,number\na,1",
                "id\n\"7",
                "id,cause\n7"
            })
    void whatIsNoListIsRefusedInOneLine(String text) throws IOException {
        Path file = home.resolve("odd");
        Files.writeString(file, text);

        shell.run("bad-hosts", "import", file.toString()).refuses(2, file.toString());
        shell.run("bad-hosts", "import", home.resolve("absent").toString()).refuses(2, "absent", "cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INFRA_FATAL|||",
                "STALLED|||",
                "WORKLOAD_INCOMPATIBLE|tinyllama||",
                "WORKLOAD_INCOMPATIBLE|||line 2: workload is missing",
                "INFRA_FATAL|tinyllama||line 2: workload: INFRA_FATAL bars for every workload",
                "ACCOUNT|||line 2: failureClass ACCOUNT: such a failure counts against nobody",
                "OFFER_GONE|||line 2: failureClass OFFER_GONE: such a failure counts against nobody",
                "UNKNOWN|||line 2: failureClass UNKNOWN: such a failure counts against nobody",
                "INFRA_FATAL||1999-12-31T00:00:00Z|line 2: liftedAt: expected a time after createdAt",
                "INFRA_FATAL||2126-01-01T00:00:00Z|line 2: liftedAt 2126-01-01T00:00:00Z: lies in the future"
            })
    void onlyWhatBlameCouldHaveWrittenIsImported(String failureClass, String workload, String lifted, String problem)
            throws IOException {
        Path file = home.resolve("odd.csv");
        Files.writeString(
                file,
                "id,source,cause,createdAt,failureClass,workload,liftedAt\n5,automatic,x,2000-01-01T00:00:00Z,"
                        + failureClass + "," + (workload == null ? "" : workload) + ","
                        + (lifted == null ? "" : lifted) + "\n");

        Ran ran = shell.run("bad-hosts", "import", file.toString());
        if (problem == null) ran.exits(0).says("1 row added");
        else ran.refuses(2, "nothing was imported", problem);
    }

    @ParameterizedTest
    @CsvSource({
        "2126-01-01T00:00:00Z, lies in the future",
        "+1000000000-12-31T23:59:59Z, expected a time",
        "+200000000-01-01T00:00:00Z, expected a time",
        "-0001-01-01T00:00:00Z, expected a time"
    })
    void aTimeThatCannotBeMeantIsNamedWithItsLine(String time, String problem) throws IOException {
        Path file = home.resolve("odd.csv");
        for (String row : List.of("bars,manual,", "bars,automatic,INFRA_FATAL", "whitelist,,")) {
            Files.writeString(file, "id,cause,createdAt,list,source,failureClass\n5,x," + time + "," + row + "\n");
            shell.run("bad-hosts", "import", file.toString()).refuses(2, "line 2: createdAt " + time, problem);
        }
    }

    @Test
    void anOrderForOneWorkloadIsRefusedNotLost() throws IOException {
        Path file = home.resolve("odd.csv");
        Files.writeString(file, "id,workload\n5,a\n5,b\n");

        shell.run("bad-hosts", "import", file.toString()).refuses(2, "line 2: workload", "line 3: workload");
    }

    @Test
    void aShortListByHandWillDo() throws IOException {
        Path file = home.resolve("short.csv");
        Files.writeString(file, "id,cause\r\n41,slow\r\n42,loud\r\n");

        shell.run("bad-hosts", "import", file.toString()).exits(0).says("2 rows added");
        shell.run("bad-hosts", "list").says("slow", "loud", "manual", "never");
    }

    @Test
    void theListIsNarrowedByEachFilter() {
        shell.run("bad-hosts", "add", "5", "--reason", "melts").exits(0);
        shell.run("bad-hosts", "add", "6", "--host", "--reason", "rude").exits(0);

        shell.run("bad-hosts", "list", "--scope", "host").exits(0).says("rude");
        assertThat(shell.run("bad-hosts", "list", "--scope", "host").out()).doesNotContain("melts");
        assertThat(shell.run("bad-hosts", "list", "--cause", "MELT").out())
                .contains("melts")
                .doesNotContain("rude");
        assertThat(shell.run("bad-hosts", "list", "--host-id", "6").out())
                .contains("rude")
                .doesNotContain("melts");
        shell.run("bad-hosts", "list", "--source", "automatic").says("No bad hosts.");
        shell.run("bad-hosts", "list", "--market", "simulated").says("melts");
        shell.run("bad-hosts", "list", "--scope", "galaxy").refuses(2, "--scope galaxy");
        shell.run("bad-hosts", "list", "--market", "flea").refuses(2, "--market flea");
    }

    @Test
    void explainTellsEveryFailureAndWhatItLedTo() {
        JsonNode run = shell.simulate("--simulate=hostile", "--seed", "3", "--max-attempts", "6", "-o", "json")
                .json("run");
        JsonNode blamed = Ran.items(run.path("attempts")).stream()
                .filter(attempt ->
                        attempt.path("failure").path("blames").asText().equals("machine"))
                .findFirst()
                .orElseThrow();
        String machine = blamed.path("machineId").asText();

        shell.run("bad-hosts", "explain", machine)
                .exits(0)
                .says(
                        "barred",
                        "strike",
                        blamed.path("failure").path("signature").asText(),
                        run.path("runId").asText());
        JsonNode explained =
                shell.run("bad-hosts", "explain", machine, "-o", "json").json("bad-host");
        assertThat(explained.path("standing").asText()).isEqualTo("barred");
        assertThat(explained.path("bars").get(0).path("failures")).hasSize(1);
        shell.run("bad-hosts", "explain", blamed.path("hostId").asText(), "--host")
                .exits(0)
                .says("1 machine is barred", "strict");
        shell.run("bad-hosts", "explain", "999999999").refuses(2, "machine 999999999", "--host");
    }

    @Test
    void hostsAndRunsTellWhatWasMeasuredAndSpent() {
        JsonNode run = shell.simulate("--simulate=calm", "-o", "json").exits(0).json("run");
        String machine = run.path("attempts").get(0).path("machineId").asText();

        JsonNode shown = shell.run("hosts", "show", machine, "-o", "json").json("host");
        assertThat(shown.path("successRate").path("low").asDouble())
                .isLessThan(shown.path("successRate").path("mean").asDouble());
        assertThat(shown.path("phases")).isNotEmpty();
        assertThat(shown.path("downloadMbps").asDouble()).isPositive();
        assertThat(shown.path("wastedDollars").asDouble(-1)).isZero();
        shell.run("hosts", "show", machine)
                .exits(0)
                .says("Success rate", "90th percentile", "Mbit/s", "tokens/s", "not barred");
        shell.run("hosts", "show", machine, "--reports", "--simulate=calm", "--speed", "1000000")
                .exits(0)
                .says("eported");
        assertThat(shell.run("runs", "list", "-o", "csv").exits(0).out().lines())
                .hasSize(2);
        assertThat(shell.run("runs", "show", run.path("runId").asText(), "-o", "csv")
                        .exits(0)
                        .out())
                .contains("MODEL_DOWNLOAD", machine);
    }

    private JsonNode listed() {
        return shell.run("bad-hosts", "list", "--all", "-o", "json").exits(0).json("bad-hosts");
    }
}
