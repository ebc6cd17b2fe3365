package io.vastctl.instance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One rented instance as the marketplace reports it at one moment. Just after create nearly every
 * field may be absent; absent means unknown.
 *
 * @param instanceId the contract, {@code new_contract} of the create answer
 * @param label ours to recognise it by
 * @param actualStatus what the container does; any word may come
 * @param curState what the contract does
 * @param nextState what the contract will do
 * @param intendedStatus what was last asked for
 * @param statusMessage free text of the host, trimmed; not a state
 * @param publicAddress address of the machine, trimmed
 * @param tcpPorts container port to public port, empty until the container runs
 * @param proxy the provider's SSH proxy; present early and no sign of readiness
 * @param dollarsPerHour USD per hour while running
 * @param startedAt when the rental began
 * @param terms what was agreed when it was rented
 */
public record Instance(
        long instanceId,
        Optional<String> label,
        Optional<String> actualStatus,
        Optional<String> curState,
        Optional<String> nextState,
        Optional<String> intendedStatus,
        Optional<String> statusMessage,
        Optional<String> publicAddress,
        Map<Integer, Integer> tcpPorts,
        Optional<SshEndpoint> proxy,
        OptionalLong machineId,
        OptionalDouble dollarsPerHour,
        Optional<Instant> startedAt,
        Terms terms) {

    /**
     * What was agreed when it was rented (vast-api.md, 7.3).
     *
     * @param endsAt when the host's promise ends, {@code end_date}; fixed at rental
     * @param interruptible {@code is_bid}
     * @param gpuDollarsPerHour USD per hour for the GPUs alone, {@code dph_base}: of an interruptible one its bid, but never
     *     more than the price on demand (OBS, 4.1)
     * @param leastBid USD per hour, {@code min_bid}: the lowest bid that the machine takes
     * @param gpuName as in offers, {@code RTX 4090}
     */
    public record Terms(
            Optional<Instant> endsAt,
            Optional<Boolean> interruptible,
            OptionalDouble gpuDollarsPerHour,
            OptionalDouble leastBid,
            Optional<String> gpuName,
            OptionalInt numGpus) {

        public static final Terms UNKNOWN = new Terms(
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    public Instance {
        tcpPorts = Map.copyOf(tcpPorts);
    }

    /** One whose terms are unknown. */
    public Instance(
            long instanceId,
            Optional<String> label,
            Optional<String> actualStatus,
            Optional<String> curState,
            Optional<String> nextState,
            Optional<String> intendedStatus,
            Optional<String> statusMessage,
            Optional<String> publicAddress,
            Map<Integer, Integer> tcpPorts,
            Optional<SshEndpoint> proxy,
            OptionalLong machineId,
            OptionalDouble dollarsPerHour,
            Optional<Instant> startedAt) {
        this(
                instanceId,
                label,
                actualStatus,
                curState,
                nextState,
                intendedStatus,
                statusMessage,
                publicAddress,
                tcpPorts,
                proxy,
                machineId,
                dollarsPerHour,
                startedAt,
                Terms.UNKNOWN);
    }

    /** An instance of which only the id is known, as the API may answer just after create. */
    public static Instance onlyId(long instanceId) {
        return new Instance(
                instanceId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    /** Where to log in, best first: the machine's own mapped port 22, then the proxy. */
    public List<SshEndpoint> sshEndpoints() {
        List<SshEndpoint> endpoints = new ArrayList<>();
        publicPort(22).ifPresent(endpoints::add);
        proxy.ifPresent(endpoints::add);
        return List.copyOf(endpoints);
    }

    /** The public address of a container port, if it is mapped. */
    public Optional<SshEndpoint> publicPort(int containerPort) {
        Integer hostPort = tcpPorts.get(containerPort);
        return hostPort == null ? Optional.empty() : publicAddress.map(host -> new SshEndpoint(host, hostPort));
    }

    /**
     * The same with the addresses and the terms that an earlier look showed where this one leaves them out: the API
     * answers with half-filled objects at times, and absent means unknown.
     */
    public Instance withAddressesOf(Instance earlier) {
        return new Instance(
                instanceId,
                label,
                actualStatus,
                curState,
                nextState,
                intendedStatus,
                statusMessage,
                publicAddress.or(earlier::publicAddress),
                tcpPorts.isEmpty() ? earlier.tcpPorts : tcpPorts,
                proxy.or(earlier::proxy),
                machineId,
                dollarsPerHour,
                startedAt,
                terms.equals(Terms.UNKNOWN) ? earlier.terms : terms);
    }

    public InstanceStatus status() {
        return InstanceStatus.of(this);
    }
}
