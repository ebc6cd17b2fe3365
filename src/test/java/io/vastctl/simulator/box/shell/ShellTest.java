package io.vastctl.simulator.box.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {

    private static final String LOG = "one 1\ntwo 2\nthree 3\nfour 4\n";

    private final Plain world = new Plain();
    private final Shell shell = new Shell(world, Shell.Dialect.BASH, Map.of("HOME", "/root"));

    /** A machine with a log and a clock. */
    private static final class Plain implements World {
        private final Files files = new LayeredFiles(new LayeredFiles.Base() {
            @Override
            public Optional<String> read(String path) {
                return Optional.ofNullable(
                        Map.of("/tmp/log", LOG, "/root/.hidden", "").get(path));
            }

            @Override
            public Set<String> paths() {
                return Set.of("/tmp/log", "/root/.hidden");
            }
        });
        private Instant now = Instant.parse("2026-11-01T12:00:00Z");

        @Override
        public Files files() {
            return files;
        }

        @Override
        public Map<String, Program> programs() {
            return Map.of();
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void pass(Duration time) {
            now = now.plus(time);
        }
    }

    private record Said(int exit, String out, String err) {}

    private Said run(String script) {
        Captured out = new Captured();
        Captured err = new Captured();
        int exit = shell.run(script, new Streams(Input.of("typed\n"), out, err));
        return new Said(exit, out.text(), err.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '~', textBlock = """
                    echo a   b ! a b
                    echo 'a   b' "c  d" e\\ f ! a   b c  d e f
                    x=5; echo $x "$x" '$x' \\$x ${x}y ! 5 5 $x $x 5y
                    false; echo $? ! 1
                    false || echo or && echo and ! or and
                    true && false || echo no ! no
                    echo a | tr a b | tr b c ! c
                    cat /tmp/log | head -n 2 | tail -n 1 ! two 2
                    tail -2 /tmp/log | cut -d ' ' -f 2 ! 3 4
                    wc -l < /tmp/log ! 4
                    grep -c o /tmp/log ! 3
                    grep -v o /tmp/log ! three 3
                    grep -E '^(one|two)' /tmp/log | wc -l ! 2
                    grep -o '[0-9]$' /tmp/log | sort -rn | head -1 ! 4
                    awk '{print $2, $1}' /tmp/log | sed -n 2p ! 2 two
                    awk '$2>2 {print $1}' /tmp/log ! three four
                    awk -F: '{print $NF}' <<< a:b:c ! c
                    sed 's/o/0/g; 2,$d' /tmp/log ! 0ne 1
                    sh -c 'echo $0 $1' name word ! sh word
                    bash -lc "echo hi" ! hi
                    echo $(echo a; echo b) ! a b
                    echo `echo back` ! back
                    echo $((2 + 3 * 4)) $((7 / 2)) ! 14 3
                    x=/proc/12/cmdline; x=${x#/proc/}; echo ${x%%/*} ! 12
                    echo ${none:-default} ${none:+set} ! default
                    for i in 1 2 3; do echo -n $i; done ! 123
                    i=0; while [ $i -lt 3 ]; do i=$((i+1)); done; echo $i ! 3
                    if [ -f /tmp/log ]; then echo there; else echo gone; fi ! there
                    case abc in x) echo x;; a*) echo a;; esac ! a
                    [ -s /tmp/none ] || echo empty ! empty
                    echo err >&2 2>/dev/null; echo out ! out
                    ls /tmp/l* /tmp/x* 2>/dev/null ! /tmp/log
                    echo text > /tmp/new; cat /tmp/new; rm /tmp/new; [ -e /tmp/new ] || echo removed ! text removed
                    cd /tmp && pwd; cat log | wc -l ! /tmp 4
                    export A=b; env | grep ^A= ! A=b
                    { echo a; echo b; } | wc -l ! 2
                    (exit 3); echo $? ! 3
                    read word; echo "<$word>" ! <typed>
                    printf '%s-%03d\\n' a 7 ! a-007
                    command -v curl || echo none ! none
                    timeout 5 sleep 9; echo $? ! 124
                    echo one two | xargs -n1 echo got ! got one got two
                    """)
    void whatOperatorsTypeDoesWhatItSays(String script, String out) {
        assertThat(run(script).out().strip().replace("\n", " ")).isEqualTo(out.strip());
    }

    @Test
    void troubleIsWordedAsBashWordsIt() {
        assertThat(run("foo bar")).isEqualTo(new Said(127, "", "bash: line 1: foo: command not found\n"));
        assertThat(run("sh -c foo")).isEqualTo(new Said(127, "", "sh: 1: foo: not found\n"));
        assertThat(run("cat /none")).isEqualTo(new Said(1, "", "cat: /none: No such file or directory\n"));
        assertThat(run("echo 'open")).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(2);
            assertThat(said.err()).startsWith("bash: line 1: syntax error");
        });
        assertThat(run("echo a > /no/where"))
                .isEqualTo(new Said(1, "", "bash: line 1: /no/where: No such file or directory\n"));
        assertThat(run("head -z x").exit()).isEqualTo(1);
        assertThat(run("! true").exit()).isEqualTo(1);
        assertThat(run("exit 7; echo never")).isEqualTo(new Said(7, "", ""));
    }

    @Test
    void errorsGoWhereTheyAreSent() {
        assertThat(run("cat /none 2>&1 | wc -l").out()).isEqualTo("1\n");
        assertThat(run("cat /none 2>/tmp/err; cat /tmp/err").out()).contains("No such file");
        assertThat(run("cat /none &>/dev/null")).isEqualTo(new Said(1, "", ""));
    }

    @Test
    void aHereDocumentIsWrittenAndRead() {
        assertThat(run("cat > /tmp/doc <<'EOF'\na $HOME\nEOF\ncat /tmp/doc").out())
                .isEqualTo("a $HOME\n");
        assertThat(run("cat <<EOF\na $HOME\nEOF").out()).isEqualTo("a /root\n");
    }

    @Test
    void sleepingTakesTheMachinesTimeAndATimeoutCutsIt() {
        Instant before = world.now();
        run("sleep 2; timeout 3 sh -c 'sleep 100; echo never'");

        assertThat(Duration.between(before, world.now())).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aLoopWithoutEndIsCutOff() {
        assertThat(run("while true; do :; done; echo over").out()).isEqualTo("over\n");
    }

    @Test
    void hiddenFilesAreShownOnlyWhenAskedFor() {
        run("touch ~/.no_auto_tmux; echo x > ~/seen");

        assertThat(run("ls").out()).isEqualTo("seen\n");
        assertThat(run("ls -a ~").out()).isEqualTo(".hidden\n.no_auto_tmux\nseen\n");
    }
}
