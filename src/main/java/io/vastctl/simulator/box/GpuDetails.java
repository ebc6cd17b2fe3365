package io.vastctl.simulator.box;

import io.vastctl.simulator.market.CardKind;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Some of {@code nvidia-smi -q}, and all of it that is about temperature. */
record GpuDetails(GpuCards cards) {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** {@code -q}. */
    String all(List<Integer> chosen) {
        StringBuilder text = new StringBuilder("\n==============NVSMI LOG==============\n\n");
        row(text, "Driver Version", cards.driver());
        row(text, "CUDA Version", cards.cuda());
        row(text, "Attached GPUs", String.valueOf(cards.count()));
        for (int card : chosen) {
            text.append("GPU ").append(GpuCards.bus(card)).append('\n');
            row(text, "    Product Name", cards.name());
            row(text, "    GPU UUID", cards.uuid(card));
            row(text, "    Performance State", cards.state(card));
            text.append("    FB Memory Usage\n");
            row(text, "        Total", cards.totalMb() + " MiB");
            row(text, "        Used", cards.usedMb(card) + " MiB");
            row(text, "        Free", cards.totalMb() - cards.usedMb(card) + " MiB");
            text.append("    Utilization\n");
            row(text, "        GPU", cards.utilisation(card) + " %");
            temperature(text, card);
            text.append("    GPU Power Readings\n");
            row(text, "        Average Power Draw", NvidiaSmi.decimals(cards.watts(card)) + " W");
            row(text, "        Current Power Limit", NvidiaSmi.decimals(cards.limitWatts()) + " W");
            row(text, "    Processes", "None");
        }
        return text.toString();
    }

    /** {@code -q -d TEMPERATURE}, with the labels of the drivers before 610. */
    String temperatures(List<Integer> chosen) {
        StringBuilder text = new StringBuilder("\n==============NVSMI LOG==============\n\n");
        row(text, "Timestamp", STAMP.format(cards.now()));
        row(text, "Driver Version", cards.driver());
        row(text, "CUDA Version", cards.cuda());
        text.append('\n');
        row(text, "Attached GPUs", String.valueOf(cards.count()));
        for (int card : chosen) {
            text.append("GPU ").append(GpuCards.bus(card)).append('\n');
            temperature(text, card);
            text.append('\n');
        }
        return text.toString();
    }

    private void temperature(StringBuilder text, int card) {
        CardKind kind = cards.kind();
        text.append("    Temperature\n");
        row(text, "        GPU Current Temp", cards.celsius(card) + " C");
        row(text, "        GPU T.Limit Temp", degrees(cards.margin(card)));
        String suffix = kind.margins() ? " T.Limit Temp" : " Temp";
        row(text, "        GPU Shutdown" + suffix, limit(kind, kind.shutdown()));
        row(text, "        GPU Slowdown" + suffix, limit(kind, kind.slowdown()));
        row(text, "        GPU Max Operating" + suffix, limit(kind, kind.operating()));
        row(text, "        GPU Target Temperature", cards.consumer() ? "83 C" : "N/A");
        row(text, "        Memory Current Temp", degrees(cards.memoryCelsius(card)));
        boolean told = kind.memory().isPresent() && !kind.margins();
        row(text, "        Memory Max Operating" + suffix, told ? degrees(kind.memory()) : "N/A");
    }

    private static String limit(CardKind kind, int degrees) {
        return (kind.margins() ? kind.operating() - degrees : degrees) + " C";
    }

    private static String degrees(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() + " C" : "N/A";
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format("%-50s: %s%n", name, value));
    }
}
