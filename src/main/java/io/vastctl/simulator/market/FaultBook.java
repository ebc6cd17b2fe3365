package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;

/** Which fault strikes whom and when: hashes of seed, fault and victim, so that asking changes nothing. */
public final class FaultBook {

    private static final long WINDOW_SECONDS = 120;

    private final Chance chance;
    private final Scenario scenario;
    private final Instant start;

    FaultBook(Chance chance, Scenario scenario, Instant start) {
        this.chance = chance;
        this.scenario = scenario;
        this.start = start;
    }

    /** Whether a machine has that fault at that time. Some owners keep their machines better than others. */
    boolean strikesMachine(Fault fault, long machineId, long hostId, Instant at) {
        double care = chance.between(0.4, 1.6, "care", hostId);
        return chance.hits(scenario.rate(fault) * care, fault, machineId, period(fault, at));
    }

    /** Whether a single contract, call or offer has it. */
    public boolean strikes(Fault fault, Object... victim) {
        return chance.hits(scenario.rate(fault), fault, String.join("/", words(victim)));
    }

    /** Whether a burst of that fault is on. */
    public boolean bursts(Fault fault, Instant at) {
        long second = Duration.between(start, at).toSeconds();
        long window = Math.floorDiv(second, WINDOW_SECONDS);
        if (!chance.hits(scenario.rate(fault), fault, window)) return false;
        double begin = chance.between(0, 100, "burst", fault, window);
        double end = begin + chance.between(4, 15, "length", fault, window);
        long inWindow = Math.floorMod(second, WINDOW_SECONDS);
        return inWindow >= begin && inWindow < end;
    }

    private long period(Fault fault, Instant at) {
        long hours = Duration.between(start, at).toHours();
        return switch (fault.span()) {
            case DAY -> Math.floorDiv(hours, 24L);
            case HOURS -> Math.floorDiv(hours, 6L);
            case MACHINE, RENTAL, WINDOW -> 0;
        };
    }

    private static String[] words(Object... victim) {
        String[] words = new String[victim.length];
        for (int i = 0; i < victim.length; i++) words[i] = String.valueOf(victim[i]);
        return words;
    }
}
