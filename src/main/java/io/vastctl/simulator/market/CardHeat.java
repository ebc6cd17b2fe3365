package io.vastctl.simulator.market;

import io.vastctl.simulator.market.CardState.Brake;
import io.vastctl.simulator.market.Spells.Spell;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How warm the cards of one rental are: in steps of a quarter of a minute each nears the temperature at which its
 * cooling carries off what it draws. Which steps are taken does not depend on who looks when. Guarded by its contract.
 *
 * <p>In health a card under full load settles 28 to 40 degrees above the air in its case, with a time constant of two
 * and a half minutes. Worn fans carry off a third to a half within two hours, a fan that stops nearly all of it within
 * two minutes. At its operating limit a card draws a fifth less, at the slowdown less than half; what reaches the limit of
 * shutdown is off the bus until the spell is over.
 */
final class CardHeat {

    /** What the server writes when its card switches itself off. */
    static final String LAST_WORDS = "RuntimeError: CUDA error: unknown error\n";

    private static final Duration STEP = Duration.ofSeconds(15);
    private static final double TIME_CONSTANT_SECONDS = 150;
    private static final double IDLE = 0.07;
    private static final double LOADED = 0.22;
    private static final double FULL = 0.83;
    /** Memory of the stacked kind runs hotter than the chip. */
    private static final double MEMORY_ABOVE = 5;

    private final Chance chance;
    private final long machineId;
    private final CardKind kind;
    private final List<Spell> slow;
    private final List<Spell> fast;
    private final Fate fate;
    private final double ambient;
    private final double rise;
    private final int sick;
    private final double[] core;
    private Instant at;
    private double demand;
    private Instant offUntil = Instant.MIN;
    private long window = Long.MIN_VALUE;
    private double mood;

    /** What a server asks of its cards. */
    enum Load {
        /** No server has their memory. */
        NONE,
        /** One has, and nobody asks it anything. */
        WAITING,
        /** One answers those who use it. */
        SERVING
    }

    CardHeat(Givens givens, Listing offer, Fate fate, Instant now) {
        this.chance = givens.chance();
        this.machineId = offer.machineId();
        this.kind = CardKind.of(offer.text("gpu_name"));
        this.slow = fate.of(Fault.OVERHEAT_SLOW);
        this.fast = fate.of(Fault.OVERHEAT_FAST);
        this.fate = fate;
        this.ambient = chance.between(20, 31, "ambient", machineId);
        this.rise = chance.between(28, 40, "rise", machineId);
        int cards = Math.max(1, offer.gpus());
        this.sick = (int) Math.floorMod(chance.bits("sick card", machineId), (long) cards);
        this.core = new double[cards];
        this.demand = givens.scenario().demand();
        this.at = now;
        Arrays.fill(core, ambient + rise * IDLE / FULL);
    }

    /** What users ask from now on, as a share of the cards' time. */
    void demand(double share) {
        demand = Math.max(0, Math.min(1, share));
    }

    /**
     * Goes on to that moment.
     *
     * @return when a card switched itself off meanwhile
     */
    Optional<Instant> to(Instant now, Function<Instant, Load> load) {
        Optional<Instant> off = Optional.empty();
        for (Instant next = at.plus(STEP); !next.isAfter(now); next = at.plus(STEP)) {
            Load asked = load.apply(at);
            for (int card = 0; card < core.length; card++) step(card, asked);
            at = next;
            if (core[sick] >= kind.shutdown() && !offTheBus(at)) {
                Instant spellEnds =
                        spell(fast).or(() -> spell(slow)).map(Spell::to).orElse(at);
                offUntil = spellEnds.isAfter(at) ? spellEnds : at.plus(Duration.ofHours(1));
                off = Optional.of(at);
            }
        }
        return off;
    }

    private void step(int card, Load asked) {
        double blocked = card == sick ? blocked() : 1;
        double aim = ambient + daily() + rise * blocked * drawn(card, asked) / FULL;
        double nearer = 1 - Math.exp(-STEP.toSeconds() / (TIME_CONSTANT_SECONDS * blocked));
        core[card] += (aim - core[card]) * nearer;
    }

    /** Warmer in the afternoon, on a clock of the machine's own. */
    private double daily() {
        double day = (at.getEpochSecond() % 86_400) / 86_400.0;
        return 3 * Math.sin(2 * Math.PI * day + machineId % 7);
    }

    /** How many times worse than in health the sick card is cooled. */
    private double blocked() {
        double worse = 1;
        for (Spell spell : slow) worse = Math.max(worse, worse(spell, 0.9, 2.2, 7_200));
        for (Spell spell : fast) worse = Math.max(worse, worse(spell, 2.5, 6, 120));
        return worse;
    }

    private double worse(Spell spell, double least, double most, double seconds) {
        if (!spell.covers(at)) return 1;
        double grown = Math.min(1, Duration.between(spell.from(), at).toSeconds() / seconds);
        return 1
                + grown
                        * chance.between(
                                least, most, "blocked", machineId, spell.from().getEpochSecond());
    }

    private Optional<Spell> spell(List<Spell> spells) {
        return spells.stream().filter(spell -> spell.covers(at)).findFirst();
    }

    private boolean offTheBus(Instant now) {
        return now.isBefore(offUntil) || fate.offTheBus(now);
    }

    /** Share of the power limit. */
    private double drawn(int card, Load asked) {
        if (card == sick && offTheBus(at)) return 0;
        double power = asked == Load.NONE ? IDLE : LOADED + (FULL - LOADED) * busy(asked);
        return switch (brake(card)) {
            case NONE -> power;
            case SOFT -> power * 0.8;
            case HARD -> power * 0.45;
        };
    }

    /** More at some times than at others, anew every five minutes. */
    private double busy(Load asked) {
        if (asked != Load.SERVING || demand == 0) return 0;
        long here = Math.floorDiv(at.getEpochSecond(), 300);
        if (here != window) {
            window = here;
            mood = chance.between(0.8, 1.2, "busy", machineId, here);
        }
        return Math.min(1, demand * mood);
    }

    private Brake brake(int card) {
        if (core[card] >= kind.slowdown()) return Brake.HARD;
        return core[card] >= kind.operating() ? Brake.SOFT : Brake.NONE;
    }

    /** Whether a card is at its slowdown. */
    boolean hot() {
        return core[sick] >= kind.slowdown();
    }

    /** As it was at the last step. */
    CardState card(int card, Instant now, Load asked) {
        int known = Math.min(card, core.length - 1);
        boolean off = known == sick && offTheBus(now);
        double busy = off ? 0 : busy(asked);
        double power = drawn(known, asked);
        double memory = core[known] + MEMORY_ABOVE * (1 + power);
        return new CardState(core[known], memory, power, busy, brake(known), off);
    }
}
