package io.vastctl.simulator.box;

import io.vastctl.simulator.box.GpuCards.Value;
import io.vastctl.simulator.market.CardState.Brake;
import java.util.Optional;

/**
 * The clocks of a card and what holds them down.
 *
 * @param utilisation per cent
 */
record GpuClocks(int utilisation, Brake brake) {

    private static final int IDLE_BIT = 0x1;
    private static final int POWER_CAP = 0x4;
    private static final int HARDWARE = 0x8;
    private static final int SOFT_HEAT = 0x20;
    private static final int HARD_HEAT = 0x40;

    /** The value of a field that begins with {@code clocks}; empty for one that does not exist. */
    Optional<Value> value(String field) {
        String name = field.startsWith("clocks_throttle_reasons.")
                ? "clocks_event_reasons." + field.substring("clocks_throttle_reasons.".length())
                : field;
        if (field.matches("clocks(\\.(current|max|applications))?\\.(sm|gr|graphics|mem|memory|video)")) {
            int mhz = utilisation > 0 ? (int) (2_520 * brake.pace()) : 210;
            return Optional.of(new Value(String.valueOf(mhz), "MHz"));
        }
        return switch (name) {
            case "clocks_event_reasons.active" -> plain(String.format("0x%016X", mask()));
            case "clocks_event_reasons.gpu_idle" -> active(IDLE_BIT);
            case "clocks_event_reasons.sw_power_cap" -> active(POWER_CAP);
            case "clocks_event_reasons.hw_slowdown" -> active(HARDWARE);
            case "clocks_event_reasons.sw_thermal_slowdown" -> active(SOFT_HEAT);
            case "clocks_event_reasons.hw_thermal_slowdown" -> active(HARD_HEAT);
            case "clocks_event_reasons.hw_power_brake_slowdown",
                    "clocks_event_reasons.sync_boost",
                    "clocks_event_reasons.applications_clocks_setting" -> plain("Not Active");
            default -> name.matches("clocks_event_reasons\\.(hw|sw)_\\w+") ? plain("Not Active") : Optional.empty();
        };
    }

    private int mask() {
        int heat = switch (brake) {
            case NONE -> 0;
            case SOFT -> SOFT_HEAT;
            case HARD -> HARDWARE | HARD_HEAT | SOFT_HEAT;
        };
        if (heat != 0) return heat;
        return utilisation > 90 ? POWER_CAP : utilisation > 0 ? 0 : IDLE_BIT;
    }

    private Optional<Value> active(int bit) {
        return plain((mask() & bit) != 0 ? "Active" : "Not Active");
    }

    private static Optional<Value> plain(String text) {
        return Optional.of(new Value(text, ""));
    }
}
