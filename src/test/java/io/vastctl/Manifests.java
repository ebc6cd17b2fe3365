package io.vastctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files for a cluster, as a cluster reads them. */
final class Manifests {

    static final Path FOLDER = Path.of("docs/deploy/kubernetes");

    private Manifests() {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    /** All documents of all files. */
    static List<JsonNode> all() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        YAMLMapper yaml = new YAMLMapper();
        for (Path file : files())
            try (MappingIterator<JsonNode> documents =
                    yaml.readerFor(JsonNode.class).readValues(file.toFile())) {
                all.addAll(documents.readAll());
            }
        return all;
    }

    static JsonNode one(String kind) throws IOException {
        List<JsonNode> found = all().stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .toList();
        if (found.size() != 1) throw new AssertionError(found.size() + " of " + kind);
        return found.get(0);
    }

    /** What is run, with its metadata and spec, by the name of what runs it. */
    static Map<String, JsonNode> pods() throws IOException {
        Map<String, JsonNode> pods = new TreeMap<>();
        for (JsonNode one : all()) {
            JsonNode spec = one.path("spec");
            JsonNode template = spec.has("jobTemplate")
                    ? spec.path("jobTemplate").path("spec").path("template")
                    : spec.path("template");
            if (!template.isMissingNode())
                pods.put(one.path("metadata").path("name").asText(), template);
        }
        return pods;
    }

    static JsonNode pod(String name) throws IOException {
        JsonNode pod = pods().get(name);
        if (pod == null) throw new AssertionError("no pod of " + name);
        return pod;
    }

    static List<JsonNode> containers(JsonNode pod) {
        List<JsonNode> containers = new ArrayList<>();
        pod.path("spec").path("initContainers").forEach(containers::add);
        pod.path("spec").path("containers").forEach(containers::add);
        return containers;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** The variables of a container. */
    static Map<String, String> variables(JsonNode container) {
        Map<String, String> variables = new TreeMap<>();
        container
                .path("env")
                .forEach(one -> variables.put(
                        one.path("name").asText(), one.path("value").asText()));
        return variables;
    }
}
