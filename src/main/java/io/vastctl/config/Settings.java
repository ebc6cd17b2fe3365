package io.vastctl.config;

import io.vastctl.lease.LeaseTerms;
import io.vastctl.ranking.StrictnessPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the value that counts: flag, then environment, then what {@code config set} stored, then the
 * config file, then the default. Documented in {@code docs/reference/settings.md}.
 */
public final class Settings {

    private static final Duration SECOND = Duration.ofSeconds(1);

    public static final Setting<String> STRICTNESS = Setting.of(
            "strictness",
            Kinds.matching("[a-z][a-z0-9-]{0,31}", "strict, balanced, aggressive or a policy of the config file"),
            "strict",
            "",
            "How picky to be about machines.");
    public static final Setting<String> WORKLOAD = Setting.of(
            "workload",
            Kinds.matching("\\S.{0,999}", "the name of a workload or the path of a workload file"),
            "tinyllama",
            "",
            "What to run: a name, or a file.");
    public static final Setting<Optional<String>> IMAGE = Setting.of(
            "image",
            Kinds.optional("[\\w./:@-]{1,300}", "a container image, such as vllm/vllm-openai:v0.10.2"),
            "",
            "",
            "Container image in place of the workload's.");
    public static final Setting<Optional<String>> MODEL = Setting.of(
            "model",
            Kinds.optional("[\\w./][\\w./:@-]{0,299}", "a model, such as Qwen/Qwen2-VL-7B-Instruct"),
            "",
            "",
            "Model in place of the workload's.");
    public static final Setting<Double> MAX_PRICE =
            Setting.of("max-price", Kinds.dollars(), "1.00", "USD/h", "Most to pay per hour, disk included.");
    public static final Setting<Double> MIN_PRICE =
            Setting.of("min-price", Kinds.dollars(), "0", "USD/h", "Least to pay per hour: leaves out bait.");
    public static final Setting<Integer> MAX_ATTEMPTS =
            Setting.of("max-attempts", Kinds.wholeNumber(1, 100), "5", "", "Machines to try in one run.");
    public static final Setting<Double> MAX_SPEND =
            Setting.of("max-spend", Kinds.dollars(), "2.00", "USD", "Most that one run may cost.");
    public static final Setting<Optional<Double>> MAX_SPEND_DAY = Setting.of(
            "max-spend-day",
            Kinds.optionalDollars(),
            "",
            "USD",
            "Most that all runs may cost in one calendar day, UTC; empty for no limit.");
    public static final Setting<Optional<Double>> MAX_SPEND_MONTH = Setting.of(
            "max-spend-month",
            Kinds.optionalDollars(),
            "",
            "USD",
            "Most that all runs may cost in one calendar month, UTC; empty for no limit.");
    public static final Setting<Optional<Double>> BALANCE_FLOOR = Setting.of(
            "balance-floor",
            Kinds.optionalDollars(),
            "",
            "USD",
            "Credit that must be left after a run at its worst; empty for no floor.");
    public static final Setting<Duration> DEADLINE =
            Setting.of("deadline", Kinds.duration(SECOND), "2h", "duration", "Longest one run may take.");
    public static final Setting<Integer> MAX_RENTALS =
            Setting.of("max-rentals", Kinds.wholeNumber(1, 1000), "4", "", "Most rentals of ours alive at once.");
    public static final Setting<Boolean> HEDGE = Setting.of(
            "hedge", Kinds.yesOrNo(), "no", "", "Whether a second rental may start beside one that is slow.");
    public static final Setting<Duration> LEASE = Setting.of(
            "lease",
            Kinds.duration(LeaseTerms.SHORTEST, LeaseTerms.LONGEST),
            "20m",
            "duration",
            "How long a machine lives without vastctl before it destroys itself.");
    public static final Setting<Duration> UP_LEASE = Setting.of(
            "up-lease",
            Kinds.duration(LeaseTerms.SHORTEST, LeaseTerms.LONGEST),
            "12h",
            "duration",
            "How long a rental that up keeps lives before it destroys itself, unless it is renewed.");
    public static final Setting<String> LABEL_PREFIX = Setting.of(
            "label-prefix",
            Kinds.matching("[a-z0-9][a-z0-9-]{0,31}", "up to 32 lower-case letters, digits and dashes"),
            "vastctl",
            "",
            "Marks our rentals in the account.");
    public static final Setting<List<String>> EXCLUDE_REGION = Setting.of(
            "exclude-region",
            Kinds.list("[A-Z]{2}", "country codes of two letters, such as US,CA", true),
            "",
            "country codes",
            "Countries to leave out besides RU, CN, IR, KP and SY.");
    public static final Setting<List<String>> GPU = Setting.of(
            "gpu",
            Kinds.list("[A-Za-z0-9][A-Za-z0-9 ._-]{0,49}", "GPU names, such as RTX 4090,RTX 3090", false),
            "",
            "GPU names",
            "Only these GPUs; empty for any.");
    public static final Setting<Integer> NUM_GPUS =
            Setting.of("num-gpus", Kinds.wholeNumber(1, 16), "1", "", "GPUs in one rental.");
    public static final Setting<URI> API_URL = Setting.of(
                    "api-url", Kinds.webAddress(), "https://console.vast.ai", "", "Where the Vast.ai API answers.")
            .alsoNamed("VAST_URL");
    public static final Setting<Optional<String>> SSH_KEY = Setting.of(
                    "ssh-key",
                    Kinds.optional("\\S(.{0,998}\\S)?", "the path of a private key, such as ~/.ssh/id_ed25519"),
                    "",
                    "",
                    "Private key to log in to machines with; empty for ~/.ssh/id_rsa_vastai or vastctl's own.")
            .alsoNamed("VAST_SSH_KEY_PATH");
    private final Map<String, String> environment;
    private final Function<String, Optional<String>> stored;
    private final ConfigFile file;

    /**
     * Reads nothing yet: the config file is read at the first {@link #resolve}, stored settings when
     * neither flag nor environment decides.
     *
     * @param stored finds a stored setting by its key
     * @param configFile may be missing
     */
    public Settings(Map<String, String> environment, Function<String, Optional<String>> stored, Path configFile) {
        this.environment = Map.copyOf(environment);
        this.stored = stored;
        this.file = new ConfigFile(configFile);
    }

    /** Every setting, in the order of the documentation. */
    public static List<Setting<?>> all() {
        List<Setting<?>> single = List.of(
                STRICTNESS,
                WORKLOAD,
                IMAGE,
                MODEL,
                MAX_PRICE,
                MIN_PRICE,
                MAX_ATTEMPTS,
                MAX_SPEND,
                MAX_SPEND_DAY,
                MAX_SPEND_MONTH,
                BALANCE_FLOOR,
                DEADLINE,
                MAX_RENTALS,
                HEDGE,
                LEASE,
                UP_LEASE,
                LABEL_PREFIX,
                EXCLUDE_REGION,
                GPU,
                NUM_GPUS,
                API_URL,
                SSH_KEY);
        return Stream.of(single, WaitSettings.all(), RankingSettings.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The setting with this key.
     *
     * @throws BadSettingException if there is none; the message names the nearest
     */
    public static Setting<?> byKey(String key) {
        return all().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new BadSettingException("unknown setting " + key + Suggestion.didYouMean(key, keys())
                        + "; vastctl config list shows all"));
    }

    static List<String> keys() {
        return all().stream().map(Setting::key).toList();
    }

    /**
     * Finds the value that counts.
     *
     * @param flag the parsed option, if it was given
     * @throws BadSettingException if the text that counts is no such value, or the config file is bad
     */
    public <T> Resolved<T> resolve(Setting<T> setting, Optional<T> flag) {
        file.load();
        Resolved<T> found = flag.map(value -> new Resolved<>(value, "flag --" + setting.key()))
                .or(() -> fromEnvironment(setting))
                .or(() -> fromStore(setting))
                .or(() -> file.find(setting))
                .orElseGet(() -> new Resolved<>(setting.defaultValue(), "default"));
        check(setting, found.value(), found.source());
        return found;
    }

    /**
     * Refuses what only the whole configuration can tell to be wrong: a policy that is neither built in nor in the
     * config file.
     *
     * @param source where the value comes from, as the message names it
     * @throws BadSettingException if the value is such a one
     */
    public void check(Setting<?> setting, Object value, String source) {
        if (setting.equals(STRICTNESS) && policy(value.toString()).isEmpty()) {
            List<String> names = policyNames();
            int last = names.size() - 1;
            throw new BadSettingException(source + ": \"" + value + "\" is not a value for strictness, expected "
                    + String.join(", ", names.subList(0, last)) + " or " + names.get(last)
                    + Suggestion.didYouMean(value.toString(), names));
        }
    }

    /**
     * Where the config file says that the memory is kept; unlike a setting it cannot be stored there.
     *
     * @throws BadSettingException if the file names one and cannot be read
     */
    public Optional<Resolved<String>> state() {
        return file.state();
    }

    /** The built-in policy of that name, or the operator's own. */
    public Optional<StrictnessPolicy> policy(String name) {
        // The built-in ones first: a broken file does not take them away.
        return StrictnessPolicy.names().contains(name)
                ? StrictnessPolicy.named(name)
                : Optional.ofNullable(file.policies().get(name));
    }

    /** Built-in policies first, then the operator's own. */
    public List<String> policyNames() {
        return Stream.concat(StrictnessPolicy.names().stream(), file.policies().keySet().stream())
                .toList();
    }

    /** The value that counts when no flag is given. */
    public <T> T get(Setting<T> setting) {
        return resolve(setting, Optional.empty()).value();
    }

    /** A variable that is set to nothing counts as not set. */
    private <T> Optional<Resolved<T>> fromEnvironment(Setting<T> setting) {
        for (String name : setting.environmentNames()) {
            String text = environment.getOrDefault(name, "");
            if (!text.isBlank()) return Optional.of(parsed(setting, text, "environment " + name));
        }
        return Optional.empty();
    }

    private <T> Optional<Resolved<T>> fromStore(Setting<T> setting) {
        return stored.apply(setting.key()).map(text -> parsed(setting, text, "stored setting " + setting.key()));
    }

    static <T> Resolved<T> parsed(Setting<T> setting, String text, String source) {
        return new Resolved<>(setting.parse(text, source), source);
    }
}
