package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One row of a search answer in the real wire shape, and the arithmetic between its fields. */
public record Listing(ObjectNode json) {

    /** The disk size, in GB, that the server prices an offer with when the search names none. */
    static final double DEFAULT_STORAGE_GB = 8;

    private static final double HOURS_PER_MONTH = 720;

    /** The offer. */
    public long id() {
        return json.path("id").asLong();
    }

    /** The machine it is on. */
    public long machineId() {
        return json.path("machine_id").asLong();
    }

    long hostId() {
        return json.path("host_id").asLong();
    }

    /** The text, empty where the field is absent. */
    public String text(String field) {
        return json.path(field).asText("");
    }

    /** The number, or the default where the field is absent or null. */
    public double number(String field, double absent) {
        JsonNode value = json.path(field);
        return value.isNumber() ? value.asDouble() : absent;
    }

    /** How many cards it offers. */
    public int gpus() {
        return (int) number("num_gpus", 1);
    }

    double gpuRamMb() {
        return number("gpu_ram", 0);
    }

    /** What the machine's line really carries, in Mbit/s: a share of what was measured once. */
    public double realMbps(Chance chance) {
        return Math.max(20, number("inet_down", 200) * chance.between(0.4, 0.95, "line", machineId()));
    }

    /** USD per hour for a disk of that size. */
    public double diskDollarsPerHour(double diskGb) {
        return number("storage_cost", 0) * diskGb / HOURS_PER_MONTH;
    }

    /** USD per hour for a disk of that size while the box is stopped: dearer on some machines. */
    double stoppedDiskDollarsPerHour(double diskGb) {
        double running = json.path("search").path("diskHour").asDouble(0);
        double stopped = json.path("instance").path("diskHour").asDouble(0);
        double factor = running > 0 && stopped > 0 ? stopped / running : 1;
        return diskDollarsPerHour(diskGb) * factor;
    }

    /** A copy whose fields may be set anew; what they hold must not be changed, as both share it. */
    Listing copy() {
        ObjectNode row = json.objectNode();
        row.setAll(json);
        return new Listing(row);
    }

    /** A copy whose disk costs that many times more while the box is stopped. */
    Listing dearerWhenStopped(double factor) {
        ObjectNode row = copy().json();
        double disk = json.path("search").path("diskHour").asDouble(0);
        row.set("instance", charges(row, 0, disk * factor));
        return new Listing(row);
    }

    /** When the host takes the machine back; {@link Instant#MAX} where it does not say. */
    Instant endDate() {
        double end = number("end_date", 0);
        return end <= 0 ? Instant.MAX : Instant.ofEpochMilli(Math.round(end * 1000));
    }

    /** The same listing under another number, as a machine gets when it comes back to the market. */
    Listing renumbered(long id) {
        ObjectNode row = copy().json();
        row.put("id", id).put("ask_contract_id", id);
        return new Listing(row);
    }

    /** The same listing with another end. */
    Listing until(Instant end) {
        ObjectNode row = copy().json();
        row.put("end_date", end.toEpochMilli() / 1000.0);
        return new Listing(row);
    }

    Set<Long> cards() {
        Set<Long> cards = new HashSet<>();
        json.path("gpu_ids").forEach(card -> cards.add(card.asLong()));
        return cards;
    }

    /** Whether both offers are slices of one machine and hold a card in common, or do not say which. */
    boolean overlaps(Listing other) {
        if (machineId() != other.machineId()) return false;
        Set<Long> shared = cards();
        if (shared.isEmpty() || other.cards().isEmpty()) return true;
        shared.retainAll(other.cards());
        return !shared.isEmpty();
    }

    /** The two letters at the end of the location text. */
    public Optional<String> country() {
        String place = text("geolocation").strip();
        String code = place.substring(place.lastIndexOf(',') + 1).strip();
        return code.length() == 2 ? Optional.of(code.toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    /** A copy as it is at that moment: the host's end date comes nearer. */
    Listing at(Instant now) {
        Listing row = copy();
        double end = number("end_date", 0);
        if (end != 0) row.json.put("duration", Math.max(0, end - now.toEpochMilli() / 1000.0));
        return row;
    }

    /** A copy with all prices worked out for a disk of that size, in the way of the real rows. */
    Listing priced(double storageGb) {
        Listing row = copy();
        row.price(storageGb);
        return row;
    }

    /** Works out all prices in this very row, which must be the caller's own. */
    void price(double storageGb) {
        ObjectNode row = json;
        double base = number("dph_base", 0);
        double disk = diskDollarsPerHour(storageGb);
        double total = base + disk;
        double stopped = stoppedDiskDollarsPerHour(storageGb);
        row.put("storage_total_cost", disk);
        row.put("dph_total", total);
        row.put("dph_total_adj", total + 2 * number("inet_down_cost", 0));
        row.put("discounted_dph_total", total);
        row.put("flops_per_dphtotal", number("total_flops", 0) / total);
        row.put("dlperf_per_dphtotal", number("dlperf", 0) / total);
        row.set("search", charges(row, base, disk));
        row.set("instance", charges(row, 0, stopped));
    }

    /** A copy that takes bids from so many USD per hour on. */
    Listing biddable(double dollarsPerHour) {
        Listing row = copy();
        row.json.put("min_bid", dollarsPerHour);
        return row;
    }

    /** Makes this very row, which must be the caller's own, one for interruptible rentals. */
    void becomesBid() {
        json.put("dph_base", number("min_bid", number("dph_base", 0)));
    }

    /** The object of prices that rows and instances carry, in USD per hour. */
    public static ObjectNode charges(ObjectNode maker, double gpu, double disk) {
        ObjectNode charges = maker.objectNode();
        charges.put("gpuCostPerHour", gpu);
        charges.put("diskHour", disk);
        charges.put("slaPremiumPerHour", 0.0);
        charges.put("totalHour", gpu + disk);
        charges.put("discountTotalHour", 0);
        charges.put("discountedTotalPerHour", gpu + disk);
        return charges;
    }
}
