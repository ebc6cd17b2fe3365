package io.vastctl.cli;

import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Settings;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.offer.RentalType;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is wanted of the market; each falls back to its setting. */
public final class DemandOptions {

    @Option(
            names = "--strictness",
            paramLabel = "<policy>",
            description = "strict, balanced, aggressive or one of your own (default: the stored one, else strict).")
    @Nullable
    public String strictness;

    @Option(
            names = "--workload",
            paramLabel = "<name|file>",
            description = "What to run (default: tinyllama); see vastctl workloads list.")
    @Nullable
    public String workload;

    @Option(names = "--image", paramLabel = "<image>", description = "Container image instead of the workload's.")
    @Nullable
    public String image;

    @Option(names = "--model", paramLabel = "<org/name>", description = "Model instead of the workload's.")
    @Nullable
    public String model;

    @Option(
            names = "--max-price",
            paramLabel = "<usd>",
            description = "Most USD per hour, disk included (default: 1.00).")
    @Nullable
    public String maxPrice;

    @Option(names = "--min-price", paramLabel = "<usd>", description = "Least USD per hour (default: 0).")
    @Nullable
    public String minPrice;

    @Option(
            names = "--exclude-region",
            paramLabel = "<cc>",
            split = ",",
            description = "Countries to leave out besides RU, CN, IR, KP and SY: two-letter codes.")
    @Nullable
    public List<String> excludeRegion;

    @Option(
            names = "--gpu",
            paramLabel = "<name>",
            split = ",",
            description = "Only these GPUs, such as \"RTX 4090\" (default: any).")
    @Nullable
    public List<String> gpu;

    @Option(names = "--num-gpus", paramLabel = "<n>", description = "GPUs in one machine (default: 1).")
    @Nullable
    public String numGpus;

    @Option(
            names = "--interruptible",
            description = "Bid instead of renting on demand: cheaper, and stopped when outbid.")
    public boolean interruptible;

    /** What is wanted, every option resolved. */
    public Demand demand(Settings settings, WorkloadCatalog workloads) {
        String policy = Flag.value(settings, Settings.STRICTNESS, strictness);
        return new Demand(workload(settings, workloads), settings.policy(policy).orElseThrow(), filter(settings));
    }

    private Workload workload(Settings settings, WorkloadCatalog workloads) {
        Workload chosen = workloads.find(Flag.value(settings, Settings.WORKLOAD, workload));
        Optional<String> otherImage = Flag.value(settings, Settings.IMAGE, image);
        Optional<String> otherModel = Flag.value(settings, Settings.MODEL, model);
        chosen = otherImage.map(chosen::withImage).orElse(chosen);
        return otherModel.map(chosen::withModel).orElse(chosen);
    }

    private OfferFilter filter(Settings settings) {
        double least = Flag.value(settings, Settings.MIN_PRICE, minPrice);
        double most = Flag.value(settings, Settings.MAX_PRICE, maxPrice);
        try {
            return new OfferFilter(
                    most,
                    least > 0 ? OptionalDouble.of(least) : OptionalDouble.empty(),
                    Set.copyOf(Flag.value(settings, Settings.EXCLUDE_REGION, joined(excludeRegion))),
                    Set.copyOf(Flag.value(settings, Settings.GPU, joined(gpu))),
                    Flag.value(settings, Settings.NUM_GPUS, numGpus),
                    interruptible ? RentalType.INTERRUPTIBLE : RentalType.ON_DEMAND,
                    OfferFilter.DEFAULT_MIN_RENTABLE_FOR);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--min-price and --max-price: " + e.getMessage() + "; lower --min-price or raise --max-price", e);
        }
    }

    private static @Nullable String joined(@Nullable List<String> values) {
        return values == null ? null : String.join(",", values);
    }
}
