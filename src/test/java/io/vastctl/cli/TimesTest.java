package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant THEN = NOW.minus(Duration.ofMinutes(200));

    @TempDir
    Path home;

    @Test
    void whoWatchesReadsAgesAndWhatIsKeptHasMoments() {
        assertThat(new Times(null, true, NOW).past(THEN)).isEqualTo("3 h 20 min ago");
        assertThat(new Times(null, false, NOW).past(THEN)).isEqualTo(Words.moment(THEN));
    }

    @Test
    void whatIsAskedForCountsEverywhere() {
        Times absolute = new Times(Times.Form.absolute, true, NOW);
        Times relative = new Times(Times.Form.relative, false, NOW);

        assertThat(absolute.past(THEN)).isEqualTo(Words.moment(THEN));
        assertThat(absolute.age(Duration.ofMinutes(200))).isEqualTo(Words.moment(THEN));
        assertThat(absolute.left(Duration.ofMinutes(5))).isEqualTo(Words.moment(NOW.plusSeconds(300)));
        assertThat(relative.past(THEN)).isEqualTo("3 h 20 min ago");
        assertThat(relative.age(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
    }

    @Test
    void listsTakeItAndOtherFormatsRefuseIt() {
        Shell shell = new Shell(home);
        shell.simulate().exits(0);

        for (String list : new String[] {"runs", "hosts"}) {
            shell.run(list, "list", "--time", "relative").exits(0).says(" ago");
            assertThat(shell.run(list, "list", "--time", "absolute").exits(0).out())
                    .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d")
                    .doesNotContain(" ago");
            assertThat(shell.run(list, "list").out()).doesNotContain(" ago");
            shell.run(list, "list", "--time", "absolute", "-o", "json").refuses(2, "--time", "only of tables");
        }
        shell.run("bad-hosts", "add", "7", "--expires", "2d").exits(0);
        shell.run("bad-hosts", "list", "--time", "relative").exits(0).says("0 s ago", "in 2 d");
        assertThat(shell.run("bad-hosts", "list", "--time", "absolute").out())
                .doesNotContain(" ago", "in 2 d")
                .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  \\d{4}-");
        shell.run("runs", "list", "--time", "reltive").refuses(2, "did you mean relative?");
    }

    @Test
    void whatIsLongestAgoIsTheOldestAlsoWhenSorted() {
        TextTable table = new TextTable("RUN", "STARTED")
                .row("old", "3 d 2 h ago")
                .row("new", "5 min ago")
                .row("between", "2 h ago");

        assertThat(table.sorted("started").toString().lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly("RUN", "old", "between", "new");
        assertThat(table.sorted("started:desc").toString().lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly("RUN", "new", "between", "old");
    }
}
