package io.vastctl.cli.guardian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file {@code vastctl.guardian/1}: which instances end when, each with the key that is good for it alone. Holds
 * secrets, so others must not read it.
 */
record GuardianFile(List<Ward> wards) {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final long LARGEST = 1 << 20;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    GuardianFile {
        wards = List.copyOf(wards);
    }

    /**
     * One instance.
     *
     * @param key good for this instance alone; a secret
     * @param expiresAt from then on it is to be destroyed
     * @param apiUrl where the API answers
     */
    record Ward(long instanceId, String key, Instant expiresAt, URI apiUrl) {
        @Override
        public String toString() {
            return "Ward[" + instanceId + ", " + expiresAt + "]";
        }
    }

    /** Writes it whole or not at all, for nobody else to read. */
    void write(Path file, Instant now) throws IOException {
        ObjectNode json = Json.document("guardian").put("exportedAt", now.toString());
        ArrayNode list = json.putArray("instances");
        for (Ward ward : wards)
            list.addObject()
                    .put("instanceId", ward.instanceId())
                    .put("expiresAt", ward.expiresAt().toString())
                    .put("apiUrl", ward.apiUrl().toString())
                    .put("key", ward.key());
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder == null) throw new IOException("no folder");
        Path fresh = Files.createTempFile(
                folder,
                ".guardian",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, Json.pretty(json) + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** @throws UsageException if it is not such a file, or others can read it; no message quotes it */
    static GuardianFile read(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) throw bad(file, "no such file");
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(OTHERS::contains))
                throw bad(
                        file,
                        "others can read or change it (" + PosixFilePermissions.toString(permissions)
                                + "); run: chmod 600 " + file);
            if (Files.size(file) > LARGEST) throw bad(file, "too large for a file of vastctl guardian export");
            return of(file, STRICT.readTree(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw bad(file, "no JSON at line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            throw bad(file, "cannot be read");
        }
    }

    private static GuardianFile of(Path file, JsonNode json) {
        if (!json.path("schema").asText().equals("vastctl.guardian/1"))
            throw bad(file, "no file of vastctl guardian export: expected the schema vastctl.guardian/1");
        require(file, names(json).equals(Set.of("schema", "exportedAt", "instances")), "unknown or missing fields");
        require(file, json.path("instances").isArray(), "instances is no list");
        List<Ward> wards = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (JsonNode node : json.path("instances")) {
            Ward ward = ward(file, node, wards.size() + 1);
            require(file, seen.add(ward.instanceId()), "instance " + ward.instanceId() + " is there twice");
            wards.add(ward);
        }
        return new GuardianFile(wards);
    }

    private static Ward ward(Path file, JsonNode node, int number) {
        boolean whole = names(node).equals(Set.of("instanceId", "expiresAt", "apiUrl", "key"))
                && node.path("instanceId").isIntegralNumber()
                && node.path("instanceId").canConvertToLong()
                && node.path("instanceId").asLong() > 0
                && node.path("key").asText().matches("[!-~]{8,500}");
        require(file, whole, "instance number " + number + " in the list is not as it was exported");
        try {
            return new Ward(
                    node.path("instanceId").asLong(),
                    node.path("key").asText(),
                    Instant.parse(node.path("expiresAt").asText()),
                    URI.create(node.path("apiUrl").asText()));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw bad(file, "instance number " + number + " in the list is not as it was exported");
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void require(Path file, boolean good, String otherwise) {
        if (!good) throw bad(file, otherwise);
    }

    private static UsageException bad(Path file, String why) {
        return new UsageException(file + ": " + why);
    }
}
