package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Registry;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub of models as a box reaches it: one file of weights for each model that is there. */
final class Hub {

    private static final String FILE = "model.safetensors";
    private static final Pattern LISTING = Pattern.compile("/api/models/([^/]+/[^/]+)/?");
    private static final Pattern WEIGHTS = Pattern.compile("/([^/]+/[^/]+)/resolve/[^/]+/" + Pattern.quote(FILE));
    private static final Pattern HOST = Pattern.compile("https?://([^/:]+).*");

    private final Machine machine;

    /**
     * What it says.
     *
     * @param bytes of a file that stands for itself; 0 for a text
     */
    record Reply(int status, String text, long bytes) {}

    Hub(Machine machine) {
        this.machine = machine;
    }

    /** A machine whose names do not resolve finds nobody there. */
    boolean isAt(String host) {
        Contract contract = machine.contract();
        Matcher other = HOST.matcher(contract.order().environment().getOrDefault("HF_ENDPOINT", ""));
        String name = other.matches() ? other.group(1) : "huggingface.co";
        return host.equals(name) && !contract.has(Fault.HF_DNS);
    }

    Reply answer(String path) {
        Matcher listing = LISTING.matcher(path);
        if (listing.matches())
            return refusal(listing.group(1)).orElseGet(() -> new Reply(200, listing(listing.group(1)), 0));
        Matcher weights = WEIGHTS.matcher(path);
        if (weights.matches()) {
            long bytes = (long) (machine.contract().modelGb() * 1e9);
            return refusal(weights.group(1)).orElseGet(() -> new Reply(200, "", bytes));
        }
        return new Reply(404, "Entry not found", 0);
    }

    private static Optional<Reply> refusal(String model) {
        return switch (Registry.model(model)) {
            case THERE -> Optional.empty();
            case GATED -> Optional.of(new Reply(401, "Access to model " + model + " is restricted.", 0));
            case NOT_FOUND, NOT_A_NAME -> Optional.of(new Reply(401, "Invalid username or password.", 0));
        };
    }

    private static String listing(String model) {
        return "{\"id\":\"" + model
                + "\",\"siblings\":[{\"rfilename\":\".gitattributes\"},{\"rfilename\":\"config.json\"},"
                + "{\"rfilename\":\"" + FILE + "\"}]}";
    }
}
