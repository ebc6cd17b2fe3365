package io.vastctl.guard.loop;

import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Where a rental is reached, as the API last told. No secret opens anything by it alone.
 *
 * @param publicAddress of the machine
 * @param tcpPorts container port to public port
 * @param proxy the provider's SSH proxy
 */
record Address(
        long instanceId, Optional<String> publicAddress, Map<Integer, Integer> tcpPorts, Optional<SshEndpoint> proxy) {

    Address {
        tcpPorts = Map.copyOf(tcpPorts);
    }

    static Address of(Instance instance) {
        return new Address(instance.instanceId(), instance.publicAddress(), instance.tcpPorts(), instance.proxy());
    }

    /** An instance of which nothing else is known. */
    Instance toInstance() {
        return new Instance(
                instanceId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                publicAddress,
                tcpPorts,
                proxy,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }
}
