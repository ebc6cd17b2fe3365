package io.vastctl.simulator.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a saved search answer, so that real rows become the market's rows. */
public final class SavedOffers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SavedOffers() {}

    /**
     * The rows as if they had been searched for just now: what the host promised then is promised anew.
     *
     * @param file holds {@code {"offers":[…]}} or the bare array
     * @param now the market's start
     * @throws IllegalArgumentException one line that names the file and what was expected
     */
    public static List<Listing> read(Path file, Instant now) {
        JsonNode rows = parse(file);
        if (rows.isObject()) rows = rows.path("offers");
        if (!rows.isArray() || rows.isEmpty()) throw unusable(file, "it holds no list of offers");
        List<Listing> offers = new ArrayList<>();
        for (JsonNode row : rows) offers.add(offer(file, offers.size() + 1, row, now));
        return offers;
    }

    private static JsonNode parse(Path file) {
        if (!Files.isRegularFile(file)) throw unusable(file, "there is no such file");
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw unusable(file, "it is not JSON");
        } catch (IOException e) {
            throw unusable(file, "it cannot be read");
        }
    }

    private static Listing offer(Path file, int number, JsonNode row, Instant now) {
        if (!(row instanceof ObjectNode object)) throw unusable(file, "entry " + number + " is not an object");
        for (String field : List.of("id", "machine_id", "gpu_name", "gpu_ram", "dph_base")) {
            if (!row.hasNonNull(field)) throw unusable(file, "entry " + number + " has no " + field);
        }
        ObjectNode offer = object.deepCopy();
        if (offer.hasNonNull("duration"))
            offer.put("end_date", now.getEpochSecond() + offer.path("duration").asDouble());
        return new Listing(offer);
    }

    private static IllegalArgumentException unusable(Path file, String why) {
        return new IllegalArgumentException("cannot use " + file + " as offers: " + why
                + "; expected a saved search answer, {\"offers\":[…]} or the bare array");
    }
}
