package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of one create request.
 *
 * @param environment variables and port flags as sent; may hold secrets
 * @param bid USD per hour, for an interruptible rental
 * @param script what {@code onstart} says
 */
public record Order(
        String image,
        String runtype,
        String label,
        double diskGb,
        Map<String, String> environment,
        String onstart,
        OptionalDouble bid,
        StartFacts script) {

    private static final Pattern PORT_FLAG = Pattern.compile("-p\\s*(\\d+):(\\d+)(?:/tcp)?");
    private static final String SERVED_NAME = "--served-model-name";

    /** With what its start script says. */
    public Order(
            String image,
            String runtype,
            String label,
            double diskGb,
            Map<String, String> environment,
            String onstart,
            OptionalDouble bid) {
        this(image, runtype, label, diskGb, environment, onstart, bid, new StartFacts(onstart));
    }

    /** Reads the body as the server does; what is missing takes its default. */
    public static Order from(JsonNode body) {
        Map<String, String> environment = new LinkedHashMap<>();
        // A string is silently not applied, as on the real server.
        if (body.path("env").isObject()) {
            body.path("env")
                    .properties()
                    .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
        }
        JsonNode price = body.path("price");
        return new Order(
                body.path("image").asText(""),
                body.path("runtype").asText("ssh"),
                body.path("label").asText(""),
                body.path("disk").asDouble(Listing.DEFAULT_STORAGE_GB),
                environment,
                body.path("onstart").asText(""),
                price.isNumber() ? OptionalDouble.of(price.asDouble()) : OptionalDouble.empty());
    }

    boolean hasSsh() {
        return !runtype.equals("args");
    }

    /** Whether SSH leads to the machine directly too. */
    public boolean direct() {
        return runtype.contains("ssh_direc") || runtype.contains("jupyter_direc");
    }

    /** Whether the start script holds back the model's download until it is let go. */
    public boolean holdsDownload() {
        return onstart.contains("flock -no ");
    }

    /** Whether the start script starts vLLM. */
    public boolean startsVllm() {
        return server() == ServerKind.VLLM;
    }

    /** Which server the start script starts. */
    public ServerKind server() {
        return script.server();
    }

    /** Where the start script keeps log, process number and exit code: a path without the ending. */
    public String marks() {
        return script.marks().orElse("/tmp/vllm");
    }

    /** Whether the start script keeps those files: it is one of our own. */
    public boolean keepsMarks() {
        return onstart.contains("/tmp/vllm.exit") || script.marks().isPresent();
    }

    /** The model that is served; empty if none is named. */
    public String model() {
        String named = environment.getOrDefault("VASTCTL_MODEL", "");
        return named.isEmpty() ? script.model().orElse("") : named;
    }

    /** The names that the server offers the model under, the first of which it answers with. Never empty. */
    public List<String> servedNames() {
        List<String> words = script.words();
        List<String> names = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (!word.replace('_', '-').startsWith(SERVED_NAME)) continue;
            // The last one counts, as in vLLM.
            names.clear();
            if (word.startsWith("=", SERVED_NAME.length())) names.add(word.substring(SERVED_NAME.length() + 1));
            else while (at + 1 < words.size() && !words.get(at + 1).startsWith("-")) names.add(words.get(++at));
        }
        return names.isEmpty() ? List.of(model()) : List.copyOf(names);
    }

    /** What the start script writes into the log before the server does; empty for nothing. */
    public String logHead(Instant start) {
        return script.logHead()
                .map(head -> head + start.getEpochSecond() + "\n")
                .orElse("");
    }

    /** The port inside the container. */
    public int serverPort() {
        return script.port().orElse(8000);
    }

    /** In tokens. */
    public int contextLength() {
        return script.context().orElseGet(() -> Integer.parseInt(environment.getOrDefault("VASTCTL_CONTEXT", "4096")));
    }

    /** The key that the server wants as a bearer token; empty for none. */
    public String serverKey() {
        return environment.getOrDefault(server().keyVariable(), "");
    }

    /** Container ports to be mapped to the outside. */
    List<Integer> mappedPorts() {
        TreeSet<Integer> ports = new TreeSet<>();
        for (String key : environment.keySet()) {
            Matcher flag = PORT_FLAG.matcher(key);
            if (flag.matches()) ports.add(Integer.parseInt(flag.group(2)));
        }
        return new ArrayList<>(ports);
    }

    /** Leaves out environment and script: they hold secrets. */
    @Override
    public String toString() {
        return "Order[" + image + ", label " + label + ", disk " + diskGb + " GB]";
    }
}
