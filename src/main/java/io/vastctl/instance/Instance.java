package io.vastctl.instance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
        Optional<Instant> startedAt) {

    public Instance {
        tcpPorts = Map.copyOf(tcpPorts);
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
     * The same with the addresses that an earlier look showed where this one leaves them out: the API
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
                startedAt);
    }

    public InstanceStatus status() {
        return InstanceStatus.of(this);
    }
}
