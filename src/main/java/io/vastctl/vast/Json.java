package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as the API sends it: snake_case, unknown fields, integers where fractions are meant and the
 * reverse, numbers in quotes. A scalar that cannot be read is missing; one odd field loses no row.
 */
final class Json {

    /**
     * What an answer may hold. The largest that make sense are an offer page of 1000 rows (200,000 tokens,
     * 4 MB) and an account's audit log; real answers nest six deep. Without a bound on tokens, 64 MB of
     * {@code [],[],[]} take gigabytes as a tree.
     */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxDocumentLength(64 << 20)
            .maxTokenCount(3_000_000)
            .maxNestingDepth(100)
            .maxNumberLength(400)
            .maxStringLength(4 << 20)
            .maxNameLength(10_000)
            .build();

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Of two values under one name, nobody can tell which was meant: not of "instances", at any rate.
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .addModule(new SimpleModule("lenient-scalars")
                    .addDeserializer(Double.class, lenient(Json::readNumber))
                    .addDeserializer(Long.class, lenient(Json::readWhole))
                    .addDeserializer(Boolean.class, lenient(Json::readFlag))
                    .addDeserializer(String.class, lenient(Json::readText)))
            .build();

    private Json() {}

    /** The document, if it is one. */
    static Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.ofNullable(MAPPER.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    static OptionalDouble number(JsonNode node) {
        if (node.isNumber()) return finite(node.doubleValue());
        return node.isTextual() ? parsed(node.textValue()) : OptionalDouble.empty();
    }

    /** A count or an id. A fraction is none: rounded, it would name something else. */
    static OptionalLong wholeNumber(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) return OptionalLong.of(node.longValue());
        OptionalDouble number = number(node);
        return number.isPresent() ? whole(number.getAsDouble()) : OptionalLong.empty();
    }

    /** Epoch seconds, or text as {@code 2026-08-07T12:00:00Z}; the API uses both. */
    static Optional<Instant> instant(JsonNode node) {
        OptionalDouble seconds = number(node);
        if (seconds.isPresent()) return instant(seconds.getAsDouble());
        if (!node.isTextual()) return Optional.empty();
        try {
            return Optional.of(OffsetDateTime.parse(node.textValue().strip()).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** Epoch seconds as a moment between 1970 and the year 5000; anything else is a sentinel or broken. */
    static Optional<Instant> instant(double epochSeconds) {
        if (!(epochSeconds > 0 && epochSeconds < 1e11)) return Optional.empty();
        return Optional.of(Instant.ofEpochMilli(Math.round(epochSeconds * 1000)));
    }

    /** Text without surrounding white space; empty for none. */
    static Optional<String> text(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(text -> text.textValue().strip())
                .filter(text -> !text.isEmpty());
    }

    static @Nullable Double readNumber(JsonParser parser) throws IOException {
        OptionalDouble number = switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case VALUE_STRING -> parsed(parser.getText());
            default -> OptionalDouble.empty();
        };
        return number.isPresent() ? number.getAsDouble() : null;
    }

    static @Nullable Long readWhole(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        Double number = readNumber(parser);
        OptionalLong whole = number == null ? OptionalLong.empty() : whole(number);
        return whole.isPresent() ? whole.getAsLong() : null;
    }

    static @Nullable Boolean readFlag(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getDoubleValue() != 0;
            case VALUE_STRING -> flag(parser.getText().strip());
            default -> null;
        };
    }

    static @Nullable String readText(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : null;
    }

    private static @Nullable Boolean flag(String word) {
        if (word.equalsIgnoreCase("true")) return true;
        return word.equalsIgnoreCase("false") ? false : null;
    }

    private static OptionalDouble parsed(String text) {
        try {
            return finite(Double.parseDouble(text.strip()));
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    static OptionalDouble finite(double number) {
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** Beyond 9e15 a double no longer tells neighbours apart. */
    private static OptionalLong whole(double number) {
        boolean exact = Math.abs(number) < 9e15 && number == Math.rint(number);
        return exact ? OptionalLong.of((long) number) : OptionalLong.empty();
    }

    private static <T> JsonDeserializer<T> lenient(Reading<T> reading) {
        return new JsonDeserializer<T>() {
            @Override
            public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                T value = reading.read(parser);
                parser.skipChildren(); // an object or array in a scalar's place
                return value;
            }
        };
    }

    @FunctionalInterface
    private interface Reading<T> {
        @Nullable
        T read(JsonParser parser) throws IOException;
    }
}
