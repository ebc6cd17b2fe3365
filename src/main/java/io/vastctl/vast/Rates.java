package io.vastctl.vast;

import java.util.OptionalDouble;

/**
 * What a contract charges, as a price increase names it. The fields are those of Vast.ai's own client
 * ({@code cli:vastai/api/price_increase.py}); it gives no units but in the names of the first two, and any
 * of them may be null, read here as empty.
 *
 * @param gpuDollarsPerHour from {@code gpu_costpersec}, times 3600
 * @param storagePerHour from {@code disk_ram_costpersec}, times 3600; for the disk or for each GB is not established
 * @param upload {@code bwu_cost} as it comes
 * @param download {@code bwd_cost} as it comes
 * @param platformFee as it comes
 */
public record Rates(
        OptionalDouble gpuDollarsPerHour,
        OptionalDouble storagePerHour,
        OptionalDouble upload,
        OptionalDouble download,
        OptionalDouble platformFee) {}
