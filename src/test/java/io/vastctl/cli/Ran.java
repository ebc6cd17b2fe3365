package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/** A command line that has run. */
public record Ran(int code, String out, String err) {

    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Fails with everything that was said. */
    public Ran exits(int expected) {
        assertThat(code).as("stdout:%n%s%nstderr:%n%s", out, err).isEqualTo(expected);
        return this;
    }

    public Ran says(String... texts) {
        assertThat(out).contains(texts);
        return this;
    }

    /** Exactly one document on stdout, of this kind and as its published schema has it. */
    public JsonNode json(String kind) {
        try {
            JsonNode document = STRICT.readTree(out);
            assertThat(document.path("schema").asText()).isEqualTo("vastctl." + kind + "/1");
            assertThat(PublishedSchemas.complaints(kind, document)).as(kind).isEmpty();
            return document;
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON document: " + out + err, e);
        }
    }

    /** One line on stderr that holds these texts, nothing on stdout, no stack trace. */
    public Ran refuses(int expected, String... texts) {
        exits(expected);
        assertThat(out).isEmpty();
        assertThat(err.lines()).as(err).hasSize(1);
        assertThat(err).startsWith("vastctl: ").contains(texts).doesNotContain("internal error", "\tat ");
        return this;
    }

    /** As {@link #refuses}, after lines that say what it was about. */
    public Ran refusesAtTheEnd(int expected, String... texts) {
        exits(expected);
        assertThat(out).isEmpty();
        assertThat(err.lines().reduce("", (before, line) -> line))
                .startsWith("vastctl: ")
                .contains(texts);
        return this;
    }

    public static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
