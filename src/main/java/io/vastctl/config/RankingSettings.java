package io.vastctl.config;

import io.vastctl.ranking.Constant;
import io.vastctl.ranking.Constants;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The constants of the ranking as settings, one for each, {@code ranking-prior-mean} and so on. */
public final class RankingSettings {

    private static final Map<Constant, Setting<Double>> BY_CONSTANT = Arrays.stream(Constant.values())
            .collect(Collectors.toMap(
                    constant -> constant,
                    RankingSettings::setting,
                    (one, other) -> one,
                    () -> new EnumMap<>(Constant.class)));

    private RankingSettings() {}

    static List<Setting<?>> all() {
        return List.copyOf(BY_CONSTANT.values());
    }

    /**
     * The constants that count.
     *
     * @throws BadSettingException if one is no such value, or if they contradict each other
     */
    public static Constants constants(Settings settings) {
        Map<Constant, Double> values = new EnumMap<>(Constant.class);
        BY_CONSTANT.forEach((constant, setting) -> values.put(constant, settings.get(setting)));
        try {
            return Constants.of(values);
        } catch (IllegalArgumentException e) {
            throw new BadSettingException(e.getMessage() + "; see vastctl config list", e);
        }
    }

    /**
     * Refuses a value with which the constants, consistent so far, would contradict each other. Where they contradict
     * each other already it refuses nothing, so that they can be put right one by one.
     *
     * @param value as that setting parses it
     * @throws BadSettingException naming what contradicts what
     */
    public static void check(Settings settings, Setting<?> setting, Object value) {
        if (!(value instanceof Double number)) return;
        Map<Constant, Double> values = new EnumMap<>(Constant.class);
        try {
            values.putAll(constants(settings).values());
        } catch (BadSettingException already) {
            return;
        }
        BY_CONSTANT.forEach((constant, known) -> {
            if (known.equals(setting)) values.put(constant, number);
        });
        try {
            Constants.of(values);
        } catch (IllegalArgumentException e) {
            throw new BadSettingException(e.getMessage() + ": change the other one first", e);
        }
    }

    private static Setting<Double> setting(Constant constant) {
        return Setting.of(
                "ranking-" + constant.id(),
                Kinds.number(constant.least(), constant.most()),
                Kinds.plain(constant.standard()),
                constant.unit(),
                constant.meaning());
    }
}
