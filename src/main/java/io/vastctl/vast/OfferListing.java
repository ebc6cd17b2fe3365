package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A search answer: a list of offers, and nothing else in it. */
final class OfferListing {

    private OfferListing() {}

    /**
     * The rows that are there.
     *
     * @return empty if the document holds no list of offers
     * @throws IOException if it is no JSON, or its offers are no list of objects
     */
    static Optional<List<OfferRow>> read(byte[] body) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            JsonToken first = parser.nextToken();
            Optional<List<OfferRow>> rows = Optional.empty();
            if (first == JsonToken.START_OBJECT) rows = document(parser);
            else if (first != JsonToken.VALUE_NULL) throw new JsonParseException(parser, "no object");
            if (parser.nextToken() != null) throw new JsonParseException(parser, "more than one document");
            return rows;
        }
    }

    private static Optional<List<OfferRow>> document(JsonParser parser) throws IOException {
        Optional<List<OfferRow>> rows = Optional.empty();
        String name = parser.nextFieldName();
        while (name != null) {
            JsonToken value = parser.nextToken();
            if (!name.equals("offers")) parser.skipChildren();
            else rows = value == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(rows(parser));
            name = parser.nextFieldName();
        }
        return rows;
    }

    private static List<OfferRow> rows(JsonParser parser) throws IOException {
        if (!parser.isExpectedStartArrayToken()) throw new JsonParseException(parser, "offers are no list");
        List<OfferRow> rows = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (token == JsonToken.START_OBJECT) rows.add(OfferRowReader.read(parser));
            else if (token != JsonToken.VALUE_NULL) throw new JsonParseException(parser, "an offer is no object");
            token = parser.nextToken();
        }
        return rows;
    }
}
