package io.vastctl.guard.telemetry;

import io.vastctl.guard.GpuReading;
import io.vastctl.guard.Telemetry;
import io.vastctl.guard.Throttle;
import io.vastctl.readiness.ProbeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a report of {@link TelemetryProbes#look()}. Pure and total: whatever a machine prints becomes a reading, a broken
 * card, or lost telemetry. What a card does not tell is unknown, never zero.
 */
public final class TelemetryReading {

    private static final Pattern XID = Pattern.compile("NVRM: Xid \\([^)]*\\): (\\d{1,4})\\b");

    private TelemetryReading() {}

    /**
     * What the cards told.
     *
     * @return {@link Telemetry.Lost} also where the report does not prove the connection it came over
     */
    public static Telemetry of(ProbeReport report) {
        if (!report.isTrustworthy()) return new Telemetry.Lost("the connection did not carry what was asked");
        SmiTable cards = cards(report);
        Optional<String> broken = SmiWords.broken(words(report));
        if (cards.isEmpty()) {
            return broken.<Telemetry>map(text -> new Telemetry.Read(List.of(broken(text)), xids(report)))
                    .orElseGet(() -> new Telemetry.Lost(SmiWords.whyNone(report)));
        }
        List<GpuReading> readings = new ArrayList<>();
        Tables tables = Tables.of(report, cards);
        for (int card : cards.cards()) readings.add(reading(tables, card));
        // A card that cannot even be named is told of beside those that can.
        broken.ifPresent(text -> readings.add(broken(text)));
        return new Telemetry.Read(readings, xids(report));
    }

    /** Rows count although the program failed: it does so where one card of several is gone. */
    private static SmiTable cards(ProbeReport report) {
        return new SmiTable(report.stdout(TelemetryProbes.CARDS), 7);
    }

    private static String words(ProbeReport report) {
        String sentences = report.stdout(TelemetryProbes.CARDS)
                .lines()
                .filter(line -> !SmiTable.isRow(line))
                .collect(Collectors.joining("\n"));
        return sentences + "\n" + report.stderr(TelemetryProbes.CARDS);
    }

    /** The younger fields, each from its own query. */
    private record Tables(
            SmiTable cards,
            SmiTable memoryHeat,
            SmiTable margin,
            SmiTable throttle,
            SmiTable ecc,
            SmiTable remap,
            SmiTable recovery,
            SmiTable mig) {

        static Tables of(ProbeReport report, SmiTable cards) {
            return new Tables(
                    cards,
                    SmiTable.of(report, TelemetryProbes.MEMORY_HEAT, 2),
                    SmiTable.of(report, TelemetryProbes.MARGIN, 2),
                    SmiTable.of(report, TelemetryProbes.THROTTLE, 2),
                    SmiTable.of(report, TelemetryProbes.ECC, 2),
                    SmiTable.of(report, TelemetryProbes.REMAP, 3),
                    SmiTable.of(report, TelemetryProbes.RECOVERY, 2),
                    SmiTable.of(report, TelemetryProbes.MIG, 2));
        }

        Optional<String> fault(int card) {
            String action = recovery.text(card, 1);
            return List.of(cards, memoryHeat, margin, throttle, ecc, remap, mig).stream()
                    .flatMap(table -> table.fault(card).stream())
                    .findFirst()
                    .or(() -> SmiWords.asksForRecovery(action)
                            ? Optional.of("recovery action " + action)
                            : recovery.fault(card));
        }
    }

    private static GpuReading reading(Tables tables, int card) {
        boolean sliced = tables.mig().text(card, 1).equals("Enabled");
        return new GpuReading(
                tables.cards().text(card, 1),
                tables.cards().number(card, 2),
                tables.memoryHeat().number(card, 1),
                tables.margin().number(card, 1),
                tables.cards().number(card, 3),
                throttles(tables.throttle().text(card, 1)),
                tables.ecc().count(card, 1),
                saysYes(tables.remap(), card),
                sliced ? OptionalDouble.empty() : percent(tables.cards().number(card, 4)),
                tables.cards().count(card, 5),
                tables.cards().count(card, 6),
                tables.fault(card));
    }

    private static OptionalDouble percent(OptionalDouble number) {
        return number.isPresent() && number.getAsDouble() >= 0 && number.getAsDouble() <= 100
                ? number
                : OptionalDouble.empty();
    }

    /** Pending or failed: the driver writes {@code Yes} and {@code No}, and counts in some versions. */
    private static boolean saysYes(SmiTable remap, int card) {
        for (int column = 1; column <= 2; column++) {
            if (remap.text(card, column).equalsIgnoreCase("Yes")) return true;
            if (remap.number(card, column).orElse(0) > 0) return true;
        }
        return false;
    }

    private static Set<Throttle> throttles(String mask) {
        return mask.matches("0[xX][0-9a-fA-F]{1,16}")
                ? Throttle.of(Long.parseUnsignedLong(mask.substring(2), 16))
                : Set.of();
    }

    /** Mostly there are none, for the kernel's log cannot be read in most containers. */
    private static List<Integer> xids(ProbeReport report) {
        List<Integer> numbers = new ArrayList<>();
        Matcher xid = XID.matcher(report.stdout(TelemetryProbes.XIDS));
        while (xid.find()) numbers.add(Integer.parseInt(xid.group(1)));
        return numbers;
    }

    private static GpuReading broken(String text) {
        return new GpuReading(
                "",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Set.of(),
                OptionalLong.empty(),
                false,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(text));
    }
}
