package io.vastctl.simulator.box;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The table that nvidia-smi prints when nothing is asked for. */
final class GpuTable {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String RULE = "+" + "-".repeat(41) + "+" + "-".repeat(24) + "+" + "-".repeat(22) + "+\n";
    private static final String WHOLE = "+" + "-".repeat(89) + "+\n";

    private final GpuCards cards;

    GpuTable(GpuCards cards) {
        this.cards = cards;
    }

    String text(List<Integer> chosen) {
        StringBuilder text = new StringBuilder(STAMP.format(cards.clock()) + "       \n");
        text.append(WHOLE);
        text.append(String.format(
                "| NVIDIA-SMI %-22s Driver Version: %-14s CUDA Version: %-8s |%n",
                cards.driver(), cards.driver(), cards.cuda()));
        text.append(RULE.replaceFirst("\\+", "|"));
        text.append("| GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile Uncorr. ECC |\n");
        text.append("| Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |\n");
        text.append("|                                         |                        |               MIG M. |\n");
        text.append(RULE.replace('-', '=').replaceFirst("\\+", "|"));
        for (int card : chosen) text.append(card(card)).append(RULE);
        text.append(" ".repeat(91)).append('\n').append(WHOLE);
        text.append(wide(" Processes:"));
        text.append(wide("  GPU   GI   CI              PID   Type   Process name                        GPU Memory "));
        text.append(wide("        ID   ID                                                               Usage      "));
        text.append("|" + "=".repeat(89) + "|\n");
        text.append(wide("  No running processes found"));
        return text.append(WHOLE).toString();
    }

    private String card(int card) {
        String fan = cards.unreadable() ? "ERR!" : cards.consumer() ? " 30%" : " N/A";
        String power = Math.round(cards.watts(card)) + "W / " + Math.round(cards.limitWatts()) + "W";
        String memory = cards.usedMb(card) + "MiB / " + cards.totalMb() + "MiB";
        String name = cards.name().length() > 30 ? cards.name().substring(0, 27) + "..." : cards.name();
        return String.format("|%4d  %-31sOn  |   %s Off | %20s |%n", card, name, GpuCards.bus(card), ecc())
                + String.format(
                        "|%s  %3dC   %4s%23s | %22s | %6d%%      Default |%n",
                        fan,
                        cards.celsius(card),
                        cards.unreadable() ? "ERR!" : cards.state(card),
                        power,
                        memory,
                        cards.utilisation(card))
                + String.format("| %39s | %22s | %20s |%n", "", "", "N/A");
    }

    private String ecc() {
        return cards.consumer() ? "N/A" : "0";
    }

    private static String wide(String text) {
        return String.format("|%-89s|%n", text);
    }
}
