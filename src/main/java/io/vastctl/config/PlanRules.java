package io.vastctl.config;

import io.vastctl.guard.AbsenceRules;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.HealingRules;
import io.vastctl.guard.HealthRules;
import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.HeatLimits.Band;
import io.vastctl.guard.ReplacementRules;
import io.vastctl.guard.ReplacementRules.Patience;
import io.vastctl.guard.ReplacementRules.Storm;
import io.vastctl.guard.ThermalRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the rules of a plan; what is not there is the standard. */
final class PlanRules {

    private static final String RISING =
            "three temperatures in degrees C, warm, hot and critical, such as [87, 89, 93]";
    private static final String SINKING = "three margins in degrees C, warm, hot and critical, such as [3, 0, -6]";

    ThermalRules thermal(PlanBlock block) {
        ThermalRules standard = ThermalRules.STANDARD;
        Map<String, HeatLimits> own = new HashMap<>();
        block.named("cards").forEach((card, limits) -> own.put(card, limits(card, limits)));
        return block.read(values -> new ThermalRules(
                own,
                values.duration("warm-for", standard.warmFor()),
                values.duration("hot-for", standard.hotFor()),
                values.duration("cool-for", standard.coolFor()),
                values.number("hysteresis", standard.hysteresis()),
                values.number("fast-rise", standard.fastRise()),
                values.duration("foresight", standard.foresight()),
                values.duration("hot-patience", standard.hotPatience())));
    }

    /** What is not there is the table's for that card. */
    private static HeatLimits limits(String card, PlanBlock block) {
        HeatLimits table = ThermalRules.STANDARD.limits(card);
        return block.read(values -> new HeatLimits(
                values.numbers("core", 3, RISING).map(PlanRules::band).orElse(table.core()),
                values.numbers("memory", 3, RISING).map(PlanRules::band).orElse(table.memory()),
                values.numbers("margin", 3, SINKING).map(PlanRules::band).orElse(table.margin())));
    }

    private static Band band(double[] three) {
        for (double one : three)
            if (one < -150 || one > 150)
                throw new IllegalArgumentException("expected degrees C from -150 to 150, found " + Kinds.plain(one));
        return new Band(three[0], three[1], three[2]);
    }

    HealthRules health(PlanBlock block) {
        HealthRules standard = HealthRules.STANDARD;
        HealthRules.Lateness late = standard.lateness().orElseThrow();
        return block.read(values -> new HealthRules(
                values.whole("misses", standard.misses()),
                values.whole("faulty-looks", standard.faultyLooks()),
                values.number("slow-below", standard.slowBelow()),
                values.whole("slow-looks", standard.slowLooks()),
                Optional.of(new HealthRules.Lateness(
                        values.number("late-above", late.times()), values.duration("late-at-least", late.least())))));
    }

    HealingRules healing(PlanBlock block) {
        HealingRules standard = HealingRules.STANDARD;
        HealingRules.Effort restart = effort(block.block("restart"), standard.restart());
        HealingRules.Effort reboot = effort(block.block("reboot"), standard.reboot());
        HealingRules.Effort recycle = effort(block.block("recycle"), standard.recycle());
        return block.read(values -> new HealingRules(
                restart,
                reboot,
                recycle,
                values.duration("spare-after", standard.spareAfter()),
                values.duration("forgive-after", standard.forgiveAfter())));
    }

    private static HealingRules.Effort effort(PlanBlock block, HealingRules.Effort standard) {
        return block.read(values -> new HealingRules.Effort(
                values.whole("tries", standard.tries()), values.duration("settle", standard.settle())));
    }

    ReplacementRules replacement(PlanBlock block) {
        ReplacementRules standard = ReplacementRules.STANDARD;
        Patience patience = patience(block.block("patience"));
        Storm storm = storm(block.block("storm"));
        return block.read(values -> new ReplacementRules(
                patience,
                storm,
                values.duration("drain-for", standard.drainFor()),
                values.duration("replace-ahead", standard.replaceAhead()),
                values.duration("start-ahead", standard.startAhead()),
                values.duration("backoff", standard.backoff()),
                values.duration("longest-backoff", standard.longestBackoff()),
                values.number("least-price-share", standard.leastCeilingShare())));
    }

    private static Patience patience(PlanBlock block) {
        Patience standard = Patience.STANDARD;
        return block.read(values -> new Patience(
                values.duration("starting", standard.starting()),
                values.duration("stopped", standard.stopped()),
                values.duration("offline", standard.offline()),
                values.duration("outbid", standard.outbid()),
                values.duration("missing", standard.missing())));
    }

    private static Storm storm(PlanBlock block) {
        Storm standard = Storm.STANDARD;
        return block.read(values -> new Storm(
                values.whole("failures", standard.failures()),
                values.duration("window", standard.window()),
                values.number("share", standard.share())));
    }

    BidRules bids(PlanBlock block) {
        BidRules standard = BidRules.STANDARD;
        return block.read(values -> new BidRules(
                values.number("idle-below", standard.idleBelow()),
                values.number("idle-factor", standard.idleFactor()),
                values.number("hot-above", standard.hotAbove()),
                values.number("hot-factor", standard.hotFactor()),
                values.number("floor", standard.floor()),
                values.number("ceiling", standard.ceiling()),
                values.number("step-share", standard.stepShare()),
                values.duration("cool-down", standard.coolDown())));
    }

    AbsenceRules absence(PlanBlock block) {
        AbsenceRules standard = AbsenceRules.STANDARD;
        return block.read(values -> new AbsenceRules(
                values.duration("lease", standard.lease()),
                values.duration("renew-at", standard.renewAt()),
                values.duration("blind-for", standard.blindFor()),
                values.duration("reaction", standard.reaction()),
                values.duration("clock-jump", standard.jump())));
    }
}
