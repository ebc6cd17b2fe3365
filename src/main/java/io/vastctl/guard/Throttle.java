package io.vastctl.guard;

import java.util.EnumSet;
import java.util.Set;

/**
 * The bits of {@code clocks_event_reasons.active}. Only heat decides anything here; the rest is for people.
 */
public enum Throttle {
    GPU_IDLE(0x1),
    APPLICATION_CLOCKS(0x2),
    SOFTWARE_POWER_CAP(0x4),
    /** Clocks halved or worse, by heat, by the power brake or by a fast trigger. */
    HARDWARE_SLOWDOWN(0x8),
    SYNC_BOOST(0x10),
    /** GPU or memory above its operating temperature. */
    SOFTWARE_THERMAL(0x20),
    /** The protection circuit halves the clocks. */
    HARDWARE_THERMAL(0x40),
    POWER_BRAKE(0x80),
    DISPLAY_CLOCK(0x100);

    private final long bit;

    Throttle(long bit) {
        this.bit = bit;
    }

    /** Bits that nobody has named are left out. */
    public static Set<Throttle> of(long mask) {
        Set<Throttle> set = EnumSet.noneOf(Throttle.class);
        for (Throttle one : values()) if ((mask & one.bit) != 0) set.add(one);
        return set;
    }
}
