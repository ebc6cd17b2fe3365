package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Which fault strikes whom and when: hashes of seed, fault and victim, so that asking changes nothing. */
public final class FaultBook {

    private static final long WINDOW_SECONDS = 120;

    private static final long HALF_HOUR_SECONDS = 1800;

    private final Chance chance;
    private final Scenario scenario;
    private final InstantSource time;
    private final Instant start;
    private final Spells spells;

    FaultBook(Chance chance, Scenario scenario, InstantSource time) {
        this.chance = chance;
        this.scenario = scenario;
        this.time = time;
        this.start = time.instant();
        this.spells = new Spells(chance, scenario, start);
    }

    /** When trouble that comes in spells comes. */
    Spells spells() {
        return spells;
    }

    /** Whether a spell of the market as a whole is on; which of so many kinds it is follows from the dice. */
    public Optional<Integer> episode(Fault fault, int kinds, Instant at) {
        return spells.at(fault, 0, 0, at).map(spell ->
                (int) chance.between(0, kinds, "kind", fault, spell.from().getEpochSecond()));
    }

    /** The dice of the jump of the operator's clock that is on; empty while the clock is right. */
    Optional<Double> jump(Instant at) {
        return spells.at(Fault.CLOCK_JUMPS, 0, 0, at)
                .map(spell -> chance.unit("jump", spell.from().getEpochSecond()));
    }

    /** Whether a machine has that fault at that time. Some owners keep their machines better than others. */
    boolean strikesMachine(Fault fault, long machineId, long hostId, Instant at) {
        if (fault.comesInSpells()) return false;
        if (scenario.has(machineId, hostId, fault) || ordered(fault, machineId, at)) return true;
        double care = care(chance, hostId);
        return chance.hits(scenario.rate(fault) * care, fault, machineId, period(fault, at));
    }

    /** How often an owner's machines have trouble, as a factor. */
    static double care(Chance chance, long hostId) {
        return chance.between(0.4, 1.6, "care", hostId);
    }

    /** Whether a single contract, call or offer has it. The scenario's time line may order it for a while. */
    public boolean strikes(Fault fault, Object... victim) {
        return strikesAt(time.instant(), fault, victim);
    }

    /** The same at another moment, for what happens by itself. */
    boolean strikesAt(Instant at, Fault fault, Object... victim) {
        return ordered(fault, 0, at) || chance.hits(scenario.rate(fault), fault, String.join("/", words(victim)));
    }

    /**
     * Whether a burst of that fault is on: some seconds in a window of two minutes, or for {@code api-blind} one to
     * four minutes in one of half an hour.
     */
    public boolean bursts(Fault fault, Instant at) {
        if (ordered(fault, 0, at)) return true;
        boolean minutes = fault.span() == Fault.Span.HALF_HOUR;
        long length = minutes ? HALF_HOUR_SECONDS : WINDOW_SECONDS;
        long second = Duration.between(start, at).toSeconds();
        long window = Math.floorDiv(second, length);
        if (!chance.hits(scenario.rate(fault), fault, window)) return false;
        double begin = chance.between(0, minutes ? 1_500 : 100, "burst", fault, window);
        double end = begin + chance.between(minutes ? 60 : 4, minutes ? 240 : 15, "length", fault, window);
        long inWindow = Math.floorMod(second, length);
        return inWindow >= begin && inWindow < end;
    }

    /** Whether the scenario's time line wants that fault at that moment. */
    private boolean ordered(Fault fault, long machineId, Instant at) {
        return scenario.orders(fault, machineId, Duration.between(start, at));
    }

    private long period(Fault fault, Instant at) {
        long hours = Duration.between(start, at).toHours();
        return switch (fault.span()) {
            case DAY -> Math.floorDiv(hours, 24L);
            case HOURS -> Math.floorDiv(hours, 6L);
            case MACHINE, RENTAL, WINDOW, HALF_HOUR, MOMENT, EPISODE -> 0;
        };
    }

    private static String[] words(Object... victim) {
        String[] words = new String[victim.length];
        for (int i = 0; i < victim.length; i++) words[i] = String.valueOf(victim[i]);
        return words;
    }
}
