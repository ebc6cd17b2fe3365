package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When trouble of {@link Fault.Span#MOMENT} and {@link Fault.Span#EPISODE} comes: thrown for each machine and day, it
 * begins at a moment of its own in that day and lasts a while. Pure: all follows from seed, scenario and machine.
 */
final class Spells {

    /** Nobody looks further ahead from the beginning of a rental. */
    static final Duration AHEAD = Duration.ofDays(100);

    private static final long DAY = 86_400;
    private static final Span A_MOMENT = new Span(0, 0);
    private static final Span FOR_EVER = new Span(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final Map<Fault, Span> HOURS = new EnumMap<>(Map.ofEntries(
            Map.entry(Fault.OVERHEAT_SLOW, new Span(8, 30)),
            Map.entry(Fault.OVERHEAT_FAST, new Span(3, 12)),
            Map.entry(Fault.ECC_GROWS, new Span(24, 96)),
            Map.entry(Fault.GPU_FALLS_OFF, new Span(12, 48)),
            Map.entry(Fault.SERVER_DIES_AGAIN, new Span(1, 6)),
            Map.entry(Fault.CUDA_WEDGED, new Span(24, 72)),
            Map.entry(Fault.MACHINE_DIES, FOR_EVER),
            Map.entry(Fault.HOST_AWAY, new Span(0.05, 2)),
            Map.entry(Fault.API_BLIND_HOURS, new Span(1, 4)),
            Map.entry(Fault.CLOCK_JUMPS, new Span(0.1, 3)),
            Map.entry(Fault.CREDIT_SINKS, new Span(3, 12))));

    private final Chance chance;
    private final Scenario scenario;
    private final Instant start;

    /** A spell, its end excluded; a mere moment ends when it begins. */
    record Spell(Instant from, Instant to) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** The shortest and the longest, in hours. */
    private record Span(double least, double most) {}

    Spells(Chance chance, Scenario scenario, Instant start) {
        this.chance = chance;
        this.scenario = scenario;
        this.start = start;
    }

    /** The spell that is on at that moment, the latest if there are several. */
    Optional<Spell> at(Fault fault, long machineId, long hostId, Instant at) {
        List<Spell> on = between(fault, machineId, hostId, at, at).stream()
                .filter(spell -> spell.covers(at))
                .toList();
        return on.isEmpty() ? Optional.empty() : Optional.of(on.get(on.size() - 1));
    }

    /** All that touch that stretch, by their beginnings; the market as a whole is machine 0 of host 0. */
    List<Spell> between(Fault fault, long machineId, long hostId, Instant from, Instant to) {
        List<Spell> all = new ArrayList<>(ordered(fault, machineId, from, to));
        boolean always = scenario.has(machineId, hostId, fault);
        double rate = scenario.rate(fault) * (machineId == 0 ? 1 : FaultBook.care(chance, hostId));
        if (!always && scenario.rate(fault) == 0) return all;
        Span hours = HOURS.getOrDefault(fault, A_MOMENT);
        long first = Math.max(0, day(from) - (long) Math.ceil(Math.min(hours.most(), 1e6) / 24) - 1);
        for (long day = first; day <= day(to); day++) {
            if (!always && !chance.hits(rate, fault, machineId, day)) continue;
            Spell spell = drawn(fault, machineId, day, hours);
            if (touches(spell, from, to)) all.add(spell);
        }
        all.sort(Comparator.comparing(Spell::from));
        return all;
    }

    private Spell drawn(Fault fault, long machineId, long day, Span hours) {
        Instant from = start.plusSeconds(day * DAY)
                .plus(MarketTime.seconds(chance.between(0, DAY, "moment", fault, machineId, day)));
        if (hours.equals(FOR_EVER)) return new Spell(from, Instant.MAX);
        double lasts = chance.between(hours.least(), hours.most(), "lasts", fault, machineId, day);
        return new Spell(from, from.plus(MarketTime.seconds(lasts * 3_600)));
    }

    /** What the time line says. */
    private List<Spell> ordered(Fault fault, long machineId, Instant from, Instant to) {
        List<Spell> ordered = new ArrayList<>();
        for (Ordered entry : scenario.timeline()) {
            boolean meant = entry.what().equals(new Ordered.What.FaultOn(fault)) && entry.concerns(machineId);
            Instant begins = start.plus(entry.at());
            Spell spell = new Spell(begins, entry.length().map(begins::plus).orElse(Instant.MAX));
            if (meant && touches(spell, from, to)) ordered.add(spell);
        }
        return ordered;
    }

    private static boolean touches(Spell spell, Instant from, Instant to) {
        boolean over = spell.to().isBefore(from)
                || (spell.to().equals(from) && spell.from().isBefore(from));
        return !over && !spell.from().isAfter(to);
    }

    private long day(Instant at) {
        return Math.floorDiv(Duration.between(start, at).toSeconds(), DAY);
    }
}
