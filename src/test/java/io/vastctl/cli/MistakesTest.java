package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number or word that is nearly right is answered with the right one. */
class MistakesTest {

    @TempDir
    Path home;

    private Shell shell = new Shell(Path.of("."));

    @BeforeEach
    void somebodyAtAShell() {
        shell = new Shell(home);
    }

    @Test
    void ofMachinesHostsAndRunsThoseThatAreKnown() {
        JsonNode run = shell.simulate("-o", "json").exits(0).json("run");
        String machine = run.at("/attempts/0/machineId").asText();
        String host = run.at("/attempts/0/hostId").asText();
        String runId = run.path("runId").asText();

        shell.run("hosts", "show", mistyped(machine)).refuses(2, "never rented (did you mean " + machine + "?)");
        shell.run("hosts", "show", mistyped(host), "--host").refuses(2, "(did you mean " + host + "?)");
        shell.run("runs", "show", mistyped(runId)).refuses(2, "is unknown (did you mean " + runId + "?)");
    }

    @Test
    void ofBarsAndExemptionsThoseThatThereAre() {
        shell.run("bad-hosts", "add", "142187").exits(0);
        shell.run("bad-hosts", "whitelist", "31982").exits(0);

        shell.run("bad-hosts", "remove", "142178").refuses(2, "not barred (did you mean 142187?)");
        shell.run("bad-hosts", "explain", "142178").refuses(2, "(did you mean 142187?)");
        shell.run("bad-hosts", "unwhitelist", "31928").refuses(2, "not whitelisted (did you mean 31982?)");
        shell.run("bad-hosts", "remove", "142178", "--host").refuses(2, "host 142178 is not barred: see");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hots list                              | did you mean host or hosts?
                    runs lits                              | did you mean list?
                    test --simulate --max-prise 1          | did you mean --max-price?
                    test --simulate --workload tinylama    | did you mean tinyllama?
                    test --simulate=hostle                 | did you mean hostile?
                    test --simulate --strictness balancd   | did you mean balanced?
                    config get deadlin                     | did you mean deadline?
                    workloads list --columns modl          | did you mean model?
                    workloads list --sort nme              | did you mean name?
                    test -o jsn                            | did you mean json?
                    test --color nver                      | did you mean never?
                    test --notify-on faild                 | did you mean failed?
                    test --lock wiat                       | did you mean wait?
                    runs list --outcome redy               | did you mean ready?
                    bad-hosts list --source manul          | did you mean manual?
                    bad-hosts list --scope hst             | did you mean host?
                    completion zhs                         | did you mean zsh?
                    diagnose x.log --adapter vlm           | did you mean vllm?
                    """)
    void aWordThatIsNearlyRight(String line, String meant) {
        shell.run(line.split(" +")).refuses(2, meant);
    }

    @Test
    void whatIsNearNothingIsNotGuessedAt() {
        assertThat(shell.run("xyzzy").refuses(2, "unknown command xyzzy").err()).doesNotContain("did you mean");
    }

    /** The last two characters swapped, or another last one. */
    private static String mistyped(String right) {
        int end = right.length();
        char last = right.charAt(end - 1);
        char before = right.charAt(end - 2);
        return last == before
                ? right.substring(0, end - 1) + (last == '7' ? '8' : '7')
                : right.substring(0, end - 2) + last + before;
    }
}
