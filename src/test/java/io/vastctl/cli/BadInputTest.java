package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users mistype: one line that names it, code 2, nothing on stdout. */
class BadInputTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    test --simulate --strictness lax               | --strictness     | strict, balanced or aggressive
                    test --simulate --max-price -1                 | --max-price      | from 0 to 1000
                    test --simulate --max-price abc                | "abc"            | from 0 to 1000
                    test --simulate --max-price NaN                | "NaN"            | from 0 to 1000
                    test --simulate --min-price 2 --max-price 1    | --min-price      | raise --max-price
                    test --simulate --workload tinylama            | tinylama         | did you mean tinyllama?
                    test --simulate --workload nope.yaml           | nope.yaml        | no such file
                    test --simulate=calmm                          | calmm            | did you mean calm?
                    test --simulate nonsense                       | nonsense         | calm, ordinary, hostile
                    test --simulate --seed abc                     | --seed           | expected a whole number, found "abc"
                    test --simulate --speed 0                      | --speed          | above 0
                    test --simulate --speed NaN                    | --speed          | above 0
                    test --simulate --speed Infinity               | --speed          | above 0
                    test --simulate --speed fast                   | --speed          | expected a number, found "fast"
                    test --simulate --offers nope.json             | nope.json        | no such file
                    test --offers nope.json                        | --offers         | add --simulate
                    test --seed 1                                  | --seed           | add --simulate
                    test --speed 1                                 | --speed          | add --simulate
                    simulate serve --port 70000                    | --port           | from 0 to 65535
                    simulate serve --port -1                       | --port           | from 0 to 65535
                    simulate serve --port any                      | --port           | expected a whole number, found "any"
                    simulate serve --port 0 --scenario calmm       | --scenario calmm | did you mean calm?
                    simulate serve --port 0 --speed 0              | --speed          | above 0
                    simulate serve --port 0 --speed NaN            | --speed          | above 0
                    simulate serve --port 0 --speed 1e99           | --speed          | up to 1000000
                    simulate serve --port 0 --seed abc             | --seed           | whole number
                    simulate serve --port 0 --offers nope.json     | nope.json        | no such file
                    simulate serve --port 0 --scenario nope.yaml   | nope.yaml        | no such scenario file
                    test --simulate=nope.yaml                      | nope.yaml        | no such scenario file
                    simulate serve calm                            | calm             | unexpected argument
                    simulate srve                                  | srve             | did you mean serve?
                    test --simulate --deadline 5                   | --deadline       | such as 90s
                    test --simulate --max-attempts 0               | --max-attempts   | from 1 to 100
                    test --simulate --max-spend -2                 | --max-spend      | from 0 to 1000
                    test --simulate --exclude-region XYZ           | XYZ              | two letters
                    test --simulate --num-gpus none                | --num-gpus       | from 1 to 16
                    test --simulate --label-prefix Über            | --label-prefix   | lower-case
                    test --simulate --model "--evil"               | --model          | --help
                    test --simulate --model --evil                 | --model          | expected a value, found "--evil"
                    reap --older-than -1h                          | --older-than     | expected a duration such as 90s, 15m, 1h30m or 7d, found "-1h"
                    diagnose x.log --silent-for -5m                | --silent-for     | expected a duration such as 90s
                    test --simulate --stricness balanced           | --stricness      | did you mean --strictness?
                    test --simulate --dry-rum                      | --dry-rum        | did you mean --dry-run?
                    test --simulate calm extra                     | extra            | unexpected argument
                    test --simulate --num-gpus                     | --num-gpus       | Missing
                    test -o xml                                    | xml              | table or json
                    test --color pink                              | pink             | auto or always or never
                    tset                                           | tset             | did you mean test?
                    bad-hosts lst                                  | lst              | did you mean list?
                    bad-hosts add                                  | <id>             | Missing
                    bad-hosts add x                                | <id>             | whole number
                    bad-hosts add -- -5                            | -5               | positive
                    bad-hosts add 5 --expires 3                    | --expires 3      | such as 90s
                    bad-hosts add 5 --expires 0s                   | --expires 0s     | such as 90s
                    bad-hosts clear --yes --scope all              | --scope all      | machine or host
                    bad-hosts remove 5                             | machine 5        | not barred
                    bad-hosts unwhitelist 5                        | machine 5        | not whitelisted
                    runs list --since 5                            | --since 5        | such as 90s
                    runs list --outcome redy                       | --outcome redy   | ready
                    runs list --limit 0                            | --limit 0        | from 1 up
                    runs show 2026                                 | 2026             | vastctl runs list
                    runs explain 2026                              | 2026             | vastctl runs list
                    runs explain 2026 --limit 0                    | --limit 0        | from 1 up
                    offers --simulate --why 5 --blocking           | --blocking       | expected one of them
                    test --simulate --strictness balancd           | balancd          | did you mean balanced?
                    config set strictness lax                      | lax              | strict, balanced or aggressive
                    hosts show 5                                   | machine 5        | vastctl hosts list
                    hosts show five                                | <id>     | whole number
                    offers --simulate --limit 0                    | --limit 0        | from 1 up
                    offers --simulate --why 5                      | --why 5          | vastctl offers
                    workloads show tinylama                        | tinylama         | did you mean tinyllama?
                    workloads check nope.yaml                      | nope.yaml        | no such file
                    config get max-prce                            | max-prce         | did you mean max-price?
                    config set strictness lax                      | lax              | strict, balanced or aggressive
                    config unset max-prce                          | max-prce         | did you mean max-price?
                    completion tcsh                                | tcsh             | bash, zsh, fish
                    """)
    void oneLineNamesTheInputAndWhatWasExpected(String line, String input, String expected) {
        String[] args = line.replace("\"", "").split(" +");

        new Shell(home).run(args).refuses(2, input, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    VASTCTL_MAX_PRICE  | abc
                    VASTCTL_SEED       | abc
                    VASTCTL_SPEED      | quick
                    VASTCTL_STRICTNESS | lax
                    VASTCTL_DRY_RUN    | perhaps
                    VASTCTL_OUTPUT     | xml
                    """)
    void aBadVariableIsNamed(String variable, String value) {
        new Shell(home).with(variable, value).run("test", "--simulate").refuses(2, variable, value);
    }

    @Test
    void aVariableForTheSimulatedMarketDoesNotDisturbTheRest() {
        Shell shell = new Shell(home).with("VASTCTL_SPEED", "50").with("VASTCTL_SEED", "7");

        assertThat(shell.run("offers").exits(7).err()).contains("no API key");
        shell.run("offers", "--speed", "50").refuses(2, "--speed only makes sense with --simulate");
    }

    @Test
    void theFlagIsNamedWhenItIsTheFlagThatIsWrong() {
        Ran ran = new Shell(home).with("VASTCTL_SEED", "7").run("test", "--simulate", "--seed", "abc");

        assertThat(ran.refuses(2, "--seed").err()).doesNotContain("VASTCTL");
    }

    @ParameterizedTest
    @CsvSource({"http://example.com,https://", "nonsense,http or https", "ftp://x.y,http or https"})
    void theKeyIsNotSentToAnAddressThatIsNone(String url, String expected) {
        new Shell(home)
                .with("VAST_API_KEY", "0123456789abcdef")
                .run("test", "--api-url", url)
                .refuses(2, url, expected);
    }

    @Test
    void aStackTraceIsShownOnRequest() {
        Ran ran = new Shell(home).run("runs", "show", "x", "-v").exits(2);

        assertThat(ran.err()).startsWith("vastctl: run x is unknown").contains("\tat io.vastctl");
    }

    @Test
    void testWithoutAKeySaysWhatToSetAndThatSimulateNeedsNone() {
        new Shell(home).run("test").refuses(7, "VAST_API_KEY", "--simulate");
        new Shell(home).run("offers").refuses(7, "VAST_API_KEY", "--simulate");
    }
}
