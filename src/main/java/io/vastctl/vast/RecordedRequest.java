package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A request as it would go out, without secrets.
 *
 * @param path with its query
 * @param body the JSON that goes with it
 */
public record RecordedRequest(String method, String path, Optional<JsonNode> body) {}
