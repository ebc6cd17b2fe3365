package io.vastctl.ssh;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.readiness.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeScriptTest {

    @Test
    void beginsWithFormatAndNonceAndEndsWithTheCalls() {
        String script = ProbeScript.render(
                "n0nce",
                List.of(
                        Probe.run("gpu", "nvidia-smi -L", ofSeconds(8)),
                        Probe.follow("log", "/tmp/a.log", ofSeconds(3))),
                name -> 4096);

        assertThat(script).startsWith("# vastctl-probes/1 n0nce\n");
        assertThat(script)
                .endsWith(
                        "\nvastctl_probe gpu 8 'nvidia-smi -L'\nvastctl_follow log 3 '/tmp/a.log' 4096 0 0\nvastctl_done\n");
        assertThat(script.lines().filter(line -> line.startsWith("vastctl_probe ")))
                .hasSize(1);
        assertThat(script).contains("vastctl_probe() {", "vastctl_follow() {", "vastctl_done() {");
    }

    @Test
    void quotesACommandAsOneWord() {
        assertThat(ProbeScript.quoted("echo 'a' \"$b\"\n`c`")).isEqualTo("'echo '\\''a'\\'' \"$b\"\n`c`'");
        assertThatThrownBy(() -> ProbeScript.quoted("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void roundsLimitsUpToWholeSeconds() {
        assertThat(ProbeScript.seconds(ofMillis(0))).isEqualTo(1);
        assertThat(ProbeScript.seconds(ofMillis(1))).isEqualTo(1);
        assertThat(ProbeScript.seconds(ofMillis(1001))).isEqualTo(2);
        assertThat(ProbeScript.seconds(ofSeconds(10))).isEqualTo(10);
    }

    @Test
    void refusesTwoProbesOfOneName() {
        List<Probe> twins = List.of(Probe.run("a", ":", ofSeconds(1)), Probe.run("a", ":", ofSeconds(1)));

        assertThatThrownBy(() -> ProbeScript.render("n", twins, name -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a");
    }
}
