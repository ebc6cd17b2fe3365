package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One instance as it comes, by id or in a list; just after create only the id may be there. */
record InstanceRow(
        @Nullable Long id,
        @Nullable String label,
        @Nullable String actualStatus,
        @Nullable String curState,
        @Nullable String nextState,
        @Nullable String intendedStatus,
        @Nullable String statusMsg,
        @Nullable String publicIpaddr,
        @Nullable JsonNode ports,
        @Nullable String sshHost,
        @Nullable Long sshPort,
        @Nullable String imageRuntype,
        @Nullable Long machineId,
        @Nullable Double dphTotal,
        @Nullable Double startDate,
        @Nullable Double endDate,
        @Nullable Boolean isBid,
        @Nullable Double dphBase,
        @Nullable Double minBid,
        @Nullable String gpuName,
        @Nullable Integer numGpus) {

    private static final Pattern TCP = Pattern.compile("(\\d{1,5})/tcp");
    private static final int HIGHEST_PORT = 65535;

    /** Says it runs and does not say which ports are mapped: the list row may know. */
    boolean lacksPorts() {
        return "running".equals(actualStatus) && (ports == null || !ports.isObject());
    }

    /** The value, under the id it was asked for by. */
    Instance toInstance(long instanceId) {
        return new Instance(
                instanceId,
                text(label),
                text(actualStatus),
                text(curState),
                text(nextState),
                text(intendedStatus),
                text(statusMsg),
                text(publicIpaddr),
                tcpPorts(),
                proxy(),
                machineId == null ? OptionalLong.empty() : OptionalLong.of(machineId),
                dphTotal == null ? OptionalDouble.empty() : OptionalDouble.of(dphTotal),
                started(),
                terms());
    }

    private Instance.Terms terms() {
        return new Instance.Terms(
                endDate == null || endDate <= 0 ? Optional.empty() : Json.instant(endDate),
                Optional.ofNullable(isBid),
                price(dphBase),
                price(minBid),
                text(gpuName),
                numGpus == null || numGpus < 1 ? OptionalInt.empty() : OptionalInt.of(numGpus));
    }

    /** Nothing costs nothing, and a negative price is none. */
    private static OptionalDouble price(@Nullable Double dollars) {
        return dollars == null || !(dollars > 0) ? OptionalDouble.empty() : OptionalDouble.of(dollars);
    }

    private Map<Integer, Integer> tcpPorts() {
        Map<Integer, Integer> mapped = new HashMap<>();
        if (ports == null) return mapped;
        for (Map.Entry<String, JsonNode> entry : ports.properties()) {
            Matcher key = TCP.matcher(entry.getKey());
            if (!key.matches()) continue;
            hostPort(entry.getValue()).ifPresent(port -> mapped.put(Integer.parseInt(key.group(1)), port));
        }
        return mapped;
    }

    /** IPv4 and IPv6 may be mapped apart; the public address is IPv4. */
    private static OptionalInt hostPort(JsonNode bindings) {
        OptionalInt other = OptionalInt.empty();
        for (JsonNode binding : bindings) {
            OptionalInt port = port(Json.wholeNumber(binding.path("HostPort")));
            if (port.isEmpty()) continue;
            if (!binding.path("HostIp").asText("").contains(":")) return port;
            if (other.isEmpty()) other = port;
        }
        return other;
    }

    /** With Jupyter in the run type the proxy's SSH port is the next one, as the official client has it. */
    private Optional<SshEndpoint> proxy() {
        if (sshPort == null) return Optional.empty();
        long shift = imageRuntype != null && imageRuntype.contains("jupyter") ? 1 : 0;
        OptionalInt port = port(OptionalLong.of(sshPort + shift));
        if (port.isEmpty()) return Optional.empty();
        return text(sshHost).map(host -> new SshEndpoint(host, port.getAsInt()));
    }

    private Optional<Instant> started() {
        return startDate == null ? Optional.empty() : Json.instant(startDate);
    }

    private static OptionalInt port(OptionalLong number) {
        if (number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > HIGHEST_PORT) return OptionalInt.empty();
        return OptionalInt.of((int) number.getAsLong());
    }

    private static Optional<String> text(@Nullable String raw) {
        return Optional.ofNullable(raw).map(String::strip).filter(stripped -> !stripped.isEmpty());
    }
}
