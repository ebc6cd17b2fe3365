package io.vastctl.ranking;

import java.util.Locale;

/**
 * Every number that the expected cost rests on besides what was listed and recorded. Each is a setting,
 * {@code ranking-} and its {@link #id}; {@code docs/ranking.md} says why it is what it is.
 */
public enum Constant {
    PRIOR_MEAN(0.75, 0.01, 0.99, "", "Chance that an attempt anywhere succeeds, before anything is known."),
    PRIOR_STRENGTH(8, 0.1, 1000, "attempts", "Attempts that this guess weighs."),
    LEAST_MARKET(0.4, 0.01, 0.99, "", "No market is taken for worse than this."),
    MARKET_STRENGTH(5, 0.1, 1000, "attempts", "Attempts that the market's record weighs when a host is judged."),
    HOST_STRENGTH(2, 0.1, 1000, "attempts", "Attempts that the host's record weighs when its machine is judged."),
    MACHINE_WEIGHT(1, 0.01, 1000, "attempts", "Most that one machine's record weighs for its host and the market."),
    HALF_LIFE_DAYS(60, 0.1, 100_000, "days", "Age at which recorded evidence counts half."),
    FAILED_TIME_SHARE(0.5, 0, 10, "", "Share of the expected hours that a failed try is paid for."),
    FAILED_WAIT_MINUTES(5, 0, 600, "minutes", "Time that a failed try waits in vain on top of that."),
    FAILED_TRAFFIC_SHARE(0.7, 0, 1, "", "Share of image and model that a failed try has downloaded."),
    UNKNOWN_DOLLARS_PER_GB(0.055, 0, 10, "USD/GB", "Traffic price where the listing names none."),
    UNKNOWN_DOWNLOAD_MBPS(300, 1, 100_000, "Mbit/s", "Download speed where the listing names none."),
    USABLE_SHARE(0.5, 0.01, 1, "", "Part of the measured speed that one download gets."),
    LEAST_USABLE_MBPS(10, 0.1, 100_000, "Mbit/s", "Usable speeds below this are taken for a bad measurement."),
    MOST_USABLE_MBPS(2000, 0.1, 100_000, "Mbit/s", "No registry serves one machine faster."),
    UNPACK_SECONDS_PER_GB(4, 0, 600, "s/GB", "Unpacking of the image after its last byte."),
    LOAD_SECONDS_PER_GB(3, 0, 600, "s/GB", "Reading weights from disk into the card."),
    LONGEST_REMEMBERED_SECONDS(1800, 1, 86_400, "seconds", "No recorded phase is expected to last longer."),
    LEAST_HOURS(0.02, 0.001, 24, "hours", "A shorter total is not believed."),
    MOST_HOURS(6, 0.01, 1000, "hours", "A longer total changes nothing any more."),
    CREATE_SECONDS(10, 0, 3600, "seconds", "Until the instance exists, without a history of our own."),
    CONTAINER_START_SECONDS(30, 0, 3600, "seconds", "Start of the container, without a history of our own."),
    SSH_SECONDS(30, 0, 3600, "seconds", "Until SSH answers, without a history of our own."),
    GPU_CHECK_SECONDS(5, 0, 3600, "seconds", "Check of the cards, without a history of our own."),
    MODEL_LOAD_SECONDS(30, 0, 3600, "seconds", "Loading of any model besides its size, without a history of our own."),
    ENGINE_WARMUP_SECONDS(60, 0, 3600, "seconds", "Warm-up of the engine, without a history of our own."),
    API_UP_SECONDS(10, 0, 3600, "seconds", "Until the API answers, without a history of our own."),
    FIRST_TOKEN_SECONDS(5, 0, 3600, "seconds", "Until the first token, without a history of our own.");

    private final double standard;
    private final double least;
    private final double most;
    private final String unit;
    private final String meaning;

    Constant(double standard, double least, double most, String unit, String meaning) {
        this.standard = standard;
        this.least = least;
        this.most = most;
        this.unit = unit;
        this.meaning = meaning;
    }

    /** {@code prior-mean}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value unless it is configured. */
    public double standard() {
        return standard;
    }

    /** The least value that makes sense. */
    public double least() {
        return least;
    }

    /** The highest value that makes sense. */
    public double most() {
        return most;
    }

    /** Empty for a bare number. */
    public String unit() {
        return unit;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }
}
