package io.vastctl.vast;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A search answer: a list of offers, and nothing else in it. */
final class OfferListing {

    private OfferListing() {}

    /**
     * The rows that are there.
     *
     * @return empty if the document holds no list of offers
     * @throws IOException if it is no JSON
     */
    static Optional<List<OfferRow>> read(byte[] body) throws IOException {
        Answered document = Json.MAPPER.readValue(body, Answered.class);
        if (document == null || document.offers() == null) return Optional.empty();
        return Optional.of(document.offers().stream().filter(Objects::nonNull).toList());
    }

    private record Answered(@Nullable List<@Nullable OfferRow> offers) {}
}
