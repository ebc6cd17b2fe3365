package io.vastctl.vast;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.offer.OfferQuery;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/** Turns a question into the JSON that the search endpoint understands. Pure. */
final class SearchBody {

    /** Below every card that exists: 1.0 times 100. */
    private static final int ANY_COMPUTE_CAPABILITY = 100;

    private SearchBody() {}

    /**
     * The defaults that the documentation promises are not all applied, so each filter is sent.
     *
     * @param floorDollarsPerHour where the page begins, USD per hour with disk
     */
    static ObjectNode of(OfferQuery query, OptionalDouble floorDollarsPerHour) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("rentable").put("eq", true);
        body.putObject("rented").put("eq", query.rentedToo());
        body.putObject("external").put("eq", false);
        if (query.verifiedOnly()) body.putObject("verified").put("eq", true);
        if (query.nvidiaOnly()) body.putObject("gpu_arch").put("eq", "nvidia");
        names(body, query.gpuNames());
        query.numGpus().ifPresent(count -> body.putObject("num_gpus").put("eq", count));
        query.minGpuRamMb().ifPresent(mb -> body.putObject("gpu_ram").put("gte", mb));
        query.minReliability().ifPresent(least -> body.putObject("reliability").put("gte", least));
        query.minDirectPorts()
                .ifPresent(least -> body.putObject("direct_port_count").put("gte", least));
        prices(body, query, floorDollarsPerHour);
        query.minCuda().ifPresent(least -> cuda(body, least));
        countries(body, query.excludedCountries());
        query.machineId().ifPresent(machine -> body.putObject("machine_id").put("eq", machine));
        body.put("type", query.type().wireName());
        body.put("allocated_storage", query.diskGb());
        body.put("limit", query.limit());
        body.putArray("order").addArray().add("dph_total").add("asc");
        return body;
    }

    /** Names match exactly and have spaces; the underscores belong to the official tool's own language. */
    private static void names(ObjectNode body, Collection<String> gpuNames) {
        List<String> names = gpuNames.stream()
                .map(name -> name.replace('_', ' ').strip())
                .sorted()
                .toList();
        if (names.size() == 1) body.putObject("gpu_name").put("eq", names.get(0));
        if (names.size() > 1) names.forEach(body.putObject("gpu_name").putArray("in")::add);
    }

    private static void prices(ObjectNode body, OfferQuery query, OptionalDouble floor) {
        OptionalDouble least = floor.isPresent() ? floor : query.minDollarsPerHour();
        if (least.isEmpty() && query.maxDollarsPerHour().isEmpty()) return;
        ObjectNode price = body.putObject("dph_total");
        least.ifPresent(dollars -> price.put("gte", dollars));
        query.maxDollarsPerHour().ifPresent(dollars -> price.put("lte", dollars));
    }

    /** Sent without {@code compute_cap}, the CUDA filter has hidden whole GPU types. */
    private static void cuda(ObjectNode body, double least) {
        body.putObject("cuda_max_good").put("gte", least);
        body.putObject("compute_cap").put("gte", ANY_COMPUTE_CAPABILITY);
    }

    private static void countries(ObjectNode body, Collection<String> excluded) {
        if (excluded.isEmpty()) return;
        excluded.stream().sorted().forEach(body.putObject("geolocation").putArray("notin")::add);
    }
}
