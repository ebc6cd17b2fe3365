package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.tomakehurst.wiremock.http.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;

/** The published OpenAPI description, read in place, and what it says about a request. */
final class ApiDescription {

    private static final Path FILE = Path.of("../shared/reference/openapi/openapi.yaml");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Optional<ApiDescription> PUBLISHED = load();

    private final JsonNode document;

    ApiDescription(JsonNode document) {
        this.document = document;
    }

    /** Empty where the file is not there. */
    static Optional<ApiDescription> published() {
        return PUBLISHED;
    }

    static String place() {
        return FILE.toAbsolutePath().normalize().toString();
    }

    private static Optional<ApiDescription> load() {
        if (!Files.isReadable(FILE)) return Optional.empty();
        LoaderOptions large = new LoaderOptions();
        large.setCodePointLimit(10_000_000);
        YAMLMapper yaml =
                new YAMLMapper(YAMLFactory.builder().loaderOptions(large).build());
        try {
            return Optional.of(new ApiDescription(yaml.readTree(FILE.toFile())));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + FILE, e);
        }
    }

    List<Finding> findings(Request request) {
        return findings(request.getMethod().value(), URI.create(request.getUrl()), request.getBodyAsString());
    }

    /** Everything about the request that the description does not allow. */
    List<Finding> findings(String method, URI url, String body) {
        String path = url.getPath();
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Optional<String> template = template(bare);
        if (template.isEmpty()) return List.of(new Finding(method + " " + bare, "path", "unknown", "no such path"));
        String name = method + " " + template.get();
        JsonNode operation = document.path("paths").path(template.get()).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) return List.of(new Finding(name, "method", "unknown", "no such method"));
        List<SchemaCheck.Broken> broken = new ArrayList<>();
        if (!bare.equals(path)) broken.add(new SchemaCheck.Broken("path", "slash", "ends in a slash"));
        pathParameters(operation, template.get(), bare, broken);
        queryParameters(operation, url, broken);
        body(operation, body, broken);
        return broken.stream()
                .map(one -> new Finding(name, one.where(), one.rule(), one.detail()))
                .toList();
    }

    /** Every placeholder we use stands for a number, else {@code instances/filters} would be an instance. */
    private Optional<String> template(String path) {
        return document.path("paths").properties().stream()
                .map(Map.Entry::getKey)
                .filter(described -> path.matches(described.replaceAll("\\{[^/]+}", "\\\\d+")))
                .findFirst();
    }

    private void pathParameters(JsonNode operation, String template, String path, List<SchemaCheck.Broken> broken) {
        String[] names = template.split("/", -1);
        String[] values = path.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            if (!names[i].startsWith("{")) continue;
            String name = names[i].substring(1, names[i].length() - 1);
            JsonNode schema = parameter(operation, "path", name).path("schema");
            if (schema.isMissingNode())
                broken.add(new SchemaCheck.Broken("path." + name, "unknown", "is not described"));
            broken.addAll(SchemaCheck.check(document, schema, fromText(schema, values[i]), "path." + name));
        }
    }

    private void queryParameters(JsonNode operation, URI url, List<SchemaCheck.Broken> broken) {
        Map<String, String> sent = query(url);
        sent.forEach((name, value) -> {
            JsonNode described = parameter(operation, "query", name);
            String where = "query." + name;
            if (described.isMissingNode()) broken.add(new SchemaCheck.Broken(where, "unknown", "is not described"));
            JsonNode schema = described.path("schema");
            broken.addAll(SchemaCheck.check(document, schema, fromText(schema, value), where));
        });
        for (JsonNode parameter : operation.path("parameters")) {
            boolean missing = parameter.path("in").asText().equals("query")
                    && parameter.path("required").asBoolean()
                    && !sent.containsKey(parameter.path("name").asText());
            if (missing) {
                broken.add(
                        new SchemaCheck.Broken("query." + parameter.path("name").asText(), "required", "is missing"));
            }
        }
    }

    private void body(JsonNode operation, String body, List<SchemaCheck.Broken> broken) {
        JsonNode described = operation.path("requestBody");
        if (body.isEmpty()) {
            if (described.path("required").asBoolean())
                broken.add(new SchemaCheck.Broken("body", "required", "is missing"));
            return;
        }
        if (described.isMissingNode()) {
            broken.add(new SchemaCheck.Broken("body", "unknown", "none is described, sent: " + body));
            return;
        }
        JsonNode schema = described.path("content").path("application/json").path("schema");
        broken.addAll(SchemaCheck.check(document, schema, json(body), "body"));
    }

    private static JsonNode parameter(JsonNode operation, String in, String name) {
        for (JsonNode parameter : operation.path("parameters")) {
            boolean same = parameter.path("in").asText().equals(in)
                    && parameter.path("name").asText().equals(name);
            if (same) return parameter;
        }
        return MissingNode.getInstance();
    }

    private static Map<String, String> query(URI url) {
        Map<String, String> query = new TreeMap<>();
        String raw = url.getRawQuery() == null ? "" : url.getRawQuery();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) continue;
            String[] parts = pair.split("=", 2);
            query.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
        }
        return query;
    }

    /** In a URL everything is text; what is described as a number or a truth must look like one. */
    private static JsonNode fromText(JsonNode schema, String text) {
        if (schema.path("type").asText().equals("boolean") && text.matches("true|false"))
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        boolean number = schema.path("type").asText().equals("integer") && text.matches("-?\\d{1,9}");
        return number ? IntNode.valueOf(Integer.parseInt(text)) : TextNode.valueOf(text);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException("the request is no JSON: " + body, e);
        }
    }
}
