package io.vastctl.guard.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.HeatLimits.Band;
import io.vastctl.guard.ThermalRules;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** The limits that cards tell of themselves, under the labels of several drivers. */
class CardLimitsTest {

    private static final String A100 = """
            ==============NVSMI LOG==============

            Attached GPUs                             : 1
            GPU 00000000:07:00.0
                Temperature
                    GPU Current Temp                  : 35 C
                    GPU T.Limit Temp                  : N/A
                    GPU Shutdown Temp                 : 92 C
                    GPU Slowdown Temp                 : 89 C
                    GPU Max Operating Temp            : 85 C
                    GPU Target Temperature            : N/A
                    Memory Current Temp               : 40 C
                    Memory Max Operating Temp         : 94 C
            """;

    private static Map<String, HeatLimits> limits(String cards, String text) {
        ProbeReport report = new ProbeReport(
                Instant.EPOCH,
                Map.of(
                        Probe.ECHO, new ProbeResult(0, "", ""),
                        TelemetryProbes.CARDS, new ProbeResult(0, cards, ""),
                        TelemetryProbes.LIMITS, new ProbeResult(0, text, "")));
        return CardLimits.of(report, ThermalRules.STANDARD::limits).orElse(Map.of());
    }

    private static HeatLimits only(Map<String, HeatLimits> limits, String name) {
        assertThat(limits).containsOnlyKeys(name);
        return limits.values().iterator().next();
    }

    private static String card(int index, String name) {
        return index + ", " + name + ", 40, 70, 0, 4, 81559\n";
    }

    @Test
    void absoluteLimits() {
        HeatLimits limits = only(limits(card(0, "NVIDIA A100-SXM4-80GB"), A100), "NVIDIA A100-SXM4-80GB");

        assertThat(limits.core()).isEqualTo(new Band(85, 89, 91));
        assertThat(limits.memory()).isEqualTo(new Band(94, 97, 102));
        assertThat(limits.margin())
                .isEqualTo(ThermalRules.STANDARD.limits("A100").margin());
    }

    @Test
    void marginsUnderTheNamesOfThreeDrivers() {
        for (String[] words : new String[][] {
            {"GPU T.Limit Temp", "GPU Shutdown T.Limit Temp", "GPU Slowdown T.Limit Temp"},
            {"GPU Current T.Limit Temp", "GPU Shutdown T.Limit Temp", "GPU Slowdown T.Limit Temp"},
            {
                "GPU Current T.Limit Temp",
                "GPU Shutdown T.Limit Temp Specification",
                "GPU Slowdown T.Limit Temp Specification"
            }
        }) {
            String text = "GPU 00000000:07:00.0\n    Temperature\n        GPU Current Temp : 41 C\n        " + words[0]
                    + " : 46 C\n        " + words[1] + " : -9 C\n        " + words[2]
                    + " : -2 C\n        GPU Max Operating T.Limit Temp : 0 C\n";
            HeatLimits limits = only(limits(card(0, "NVIDIA H100 80GB HBM3"), text), "NVIDIA H100 80GB HBM3");

            assertThat(limits.margin()).as(words[1]).isEqualTo(new Band(3, 0, -8));
            assertThat(limits.core())
                    .isEqualTo(ThermalRules.STANDARD.limits("H100").core());
        }
    }

    @Test
    void ofTwoCardsOfOneNameTheLowerLimitsCount() {
        String second = A100.substring(A100.indexOf("GPU 0000"))
                .replace(":07:", ":08:")
                .replace("92 C", "90 C")
                .replace("89 C", "87 C");

        assertThat(only(limits(card(0, "A100") + card(1, "A100"), A100 + second), "A100")
                        .core())
                .isEqualTo(new Band(85, 87, 89));
    }

    @Test
    void whatIsOutOfOrderOrNotThereStaysAsItWas() {
        String odd = A100.replace("92 C", "30 C").replace("94 C", "N/A");
        HeatLimits limits = only(limits(card(0, "NVIDIA A100"), odd), "NVIDIA A100");

        assertThat(limits).isEqualTo(ThermalRules.STANDARD.limits("A100"));
        assertThat(limits(card(0, "a") + card(1, "b"), A100))
                .as("whose they are is unknown")
                .isEmpty();
        assertThat(limits("", "")).isEmpty();
        assertThat(limits(card(0, "a"), "GPU 00000000:07:00.0\n")).isEmpty();
    }

    /** Every form of "no number" in vllm-readiness.md, 7, in place of every limit. */
    @Test
    void noFormOfNoNumberIsALimit() {
        for (String none : List.of(
                "N/A",
                "[N/A]",
                "[Not Supported]",
                "Not Supported",
                "[Unknown Error]",
                "[GPU is lost]",
                "[GPU requires reset]",
                "[Insufficient Permissions]",
                "[Requested functionality has been deprecated]",
                "",
                "0 C",
                "511 C")) {
            String text = A100.replaceAll("\\d+ C", Matcher.quoteReplacement(none));
            Map<String, HeatLimits> limits = limits(card(0, "NVIDIA A100"), text);

            assertThat(limits.getOrDefault("NVIDIA A100", ThermalRules.STANDARD.limits("A100")))
                    .as(none)
                    .isEqualTo(ThermalRules.STANDARD.limits("A100"));
        }
    }

    @Test
    void limitsBeyondThoseOfAnyCardStayAsTheyWere() {
        assertThat(only(limits(card(0, "NVIDIA A100"), A100.replace("92 C", "140 C")), "NVIDIA A100")
                        .core())
                .isEqualTo(ThermalRules.STANDARD.limits("A100").core());
    }

    @Test
    void anAnswerThatFailedIsAskedForAgainAndOneWithoutLimitsIsNot() {
        assertThat(CardLimits.of(report(new ProbeResult(124, "", "")), ThermalRules.STANDARD::limits))
                .isEmpty();
        assertThat(CardLimits.of(
                        report(new ProbeResult(0, "GPU 00000000:07:00.0\n", "")), ThermalRules.STANDARD::limits))
                .hasValue(Map.of());
    }

    private static ProbeReport report(ProbeResult limits) {
        return new ProbeReport(
                Instant.EPOCH,
                Map.of(
                        Probe.ECHO, new ProbeResult(0, "", ""),
                        TelemetryProbes.CARDS, new ProbeResult(0, card(0, "NVIDIA A100"), ""),
                        TelemetryProbes.LIMITS, limits));
    }
}
