package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Order;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a create request must look like, by the limits that Vast.ai documents. */
final class CreateRules {

    private static final int LEAST_DISK_GB = 8;
    private static final int LONGEST_LABEL = 256;
    private static final int LONGEST_IMAGE = 1024;
    /** {@code args}, {@code args_str} and {@code onstart} together. */
    private static final int LONGEST_SCRIPT = 4096;

    private static final int LONGEST_ENTRY = 256;
    private static final int LARGEST_ENVIRONMENT = 32_768;
    private static final int MOST_PORTS = 64;
    private static final double LEAST_PRICE = 0.001;
    private static final double HIGHEST_PRICE = 128;
    /** The documented words, and the older spellings that clients send together. */
    private static final Set<String> RUNTYPES = Set.of(
            "ssh",
            "ssh_proxy",
            "ssh_direct",
            "ssh_direc",
            "jupyter",
            "jupyter_proxy",
            "jupyter_direct",
            "jupyter_direc",
            "args");

    private CreateRules() {}

    /** The refusal; empty for an order that can be tried. */
    static Optional<Answer> refusal(long offerId, ObjectNode body, Order order) {
        return price(body)
                .map(words -> refused("invalid_price", 3481, words, offerId))
                .or(() -> argument(body, order)
                        .map(words -> refused("invalid_args", 3467, "Invalid args: " + words, offerId)));
    }

    private static Answer refused(String code, int line, String words, long offerId) {
        ObjectNode body = ApiError.body(code, "error 400/" + line + ": " + words);
        return Answer.json(400, body.put("ask_id", offerId));
    }

    private static Optional<String> price(ObjectNode body) {
        JsonNode price = body.path("price");
        if (price.isMissingNode() || price.isNull()) return Optional.empty();
        if (!price.isNumber()) return Optional.of("price must be a number");
        boolean within = price.asDouble() >= LEAST_PRICE && price.asDouble() <= HIGHEST_PRICE;
        return within ? Optional.empty() : Optional.of("price must be from 0.001 to 128.0");
    }

    private static Optional<String> argument(ObjectNode body, Order order) {
        return Stream.of(image(body, order), sizes(body, order), environment(order), words(body))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> image(ObjectNode body, Order order) {
        if (order.image().length() > LONGEST_IMAGE) return Optional.of("'image' must have at most 1024 characters");
        if (!order.image().isBlank()) return Optional.empty();
        boolean template = body.hasNonNull("template_hash_id") || body.hasNonNull("template_id");
        return Optional.of(template ? "the template is unknown and 'image' is not given" : "'image' is required");
    }

    private static Optional<String> sizes(ObjectNode body, Order order) {
        if (order.diskGb() < LEAST_DISK_GB) return Optional.of("'disk' must be at least 8");
        if (order.label().length() > LONGEST_LABEL) return Optional.of("label_too_long: at most 256 characters");
        int script = order.onstart().length() + body.path("args_str").asText("").length();
        for (JsonNode arg : body.path("args")) script += arg.asText().length();
        return script > LONGEST_SCRIPT ? Optional.of("len(args) > " + LONGEST_SCRIPT) : Optional.empty();
    }

    private static Optional<String> environment(Order order) {
        int whole = 0;
        int ports = 0;
        for (Map.Entry<String, String> entry : order.environment().entrySet()) {
            int length = entry.getKey().length() + entry.getValue().length();
            if (length > LONGEST_ENTRY) return Optional.of("an 'env' entry is longer than 256 characters");
            whole += length;
            if (entry.getKey().startsWith("-p")) ports++;
        }
        if (whole > LARGEST_ENVIRONMENT) return Optional.of("'env' is longer than 32768 characters");
        return ports > MOST_PORTS ? Optional.of("at most 64 ports can be opened") : Optional.empty();
    }

    private static Optional<String> words(ObjectNode body) {
        for (String runtype : body.path("runtype").asText("ssh").split(" ", -1)) {
            if (!RUNTYPES.contains(runtype)) return Optional.of("'runtype' is not one of the known ones");
        }
        String state = body.path("target_state").asText("running");
        boolean known = state.equals("running") || state.equals("stopped");
        return known ? Optional.empty() : Optional.of("'target_state' must be running or stopped");
    }

    /**
     * Whether what cannot be started shall not stay as a stopped instance that bills its disk. Not said, it holds for
     * rentals on demand that shall run.
     */
    static boolean givesBack(ObjectNode body, Order order) {
        boolean onDemandToRun =
                order.bid().isEmpty() && !body.path("target_state").asText("").equals("stopped");
        return body.path("cancel_unavail").asBoolean(onDemandToRun);
    }
}
