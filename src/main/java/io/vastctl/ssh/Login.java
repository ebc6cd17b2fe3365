package io.vastctl.ssh;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.ProbeLook.Trouble;
import io.vastctl.readiness.ProbeLook.Unreachable;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.sshd.client.SshClient;

/** Finds a way into one rented machine: tries its endpoints in turn and remembers which one worked. */
final class Login {

    /** Exactly one of the two is present. */
    record Attempt(Optional<BoxLine> connection, Optional<Unreachable> trouble) {}

    /** Connects and logs in at one endpoint. */
    @FunctionalInterface
    interface Opening {
        BoxLine open(SshEndpoint endpoint, Contact contact) throws IOException, InterruptedException;
    }

    private final Opening opening;
    private final HostKeyPins pins = new HostKeyPins();
    private final Set<SshEndpoint> silent = new HashSet<>();
    private Optional<SshEndpoint> worked = Optional.empty();

    /**
     * @param key absent where the client asks an agent
     * @param limit for one endpoint, in real time
     */
    Login(Supplier<SshClient> client, Optional<KeyPair> key, Duration limit, SshCount count) {
        this((endpoint, contact) -> BoxConnection.open(client.get(), key, endpoint, contact, limit, count));
    }

    Login(Opening opening) {
        this.opening = opening;
    }

    /** Tries every endpoint at most once, from a list with the best first. */
    Attempt attempt(List<SshEndpoint> endpoints) throws InterruptedException {
        Map<SshEndpoint, Unreachable> troubles = new LinkedHashMap<>();
        for (SshEndpoint endpoint : inTurn(endpoints)) {
            Attempt attempt = attempt(endpoint);
            if (attempt.trouble().isEmpty()) return attempt;
            Unreachable trouble = attempt.trouble().get();
            // Another way in would hide that somebody else answers here now.
            if (trouble.trouble() == Trouble.HOST_KEY_CHANGED) return attempt;
            troubles.put(endpoint, trouble);
        }
        return new Attempt(Optional.empty(), Optional.of(summary(endpoints, troubles)));
    }

    private Attempt attempt(SshEndpoint endpoint) throws InterruptedException {
        Contact contact = new Contact(hostKey -> pins.accepts(endpoint, hostKey));
        try {
            BoxLine open = opening.open(endpoint, contact);
            worked = Optional.of(endpoint);
            silent.remove(endpoint);
            return new Attempt(Optional.of(open), Optional.empty());
        } catch (IOException | RuntimeException e) {
            Trouble trouble = TransportTrouble.of(e, contact.said());
            if (trouble == Trouble.TIMEOUT || trouble == Trouble.NO_BANNER) silent.add(endpoint);
            else silent.remove(endpoint);
            String detail = endpoint + ": " + TransportTrouble.detail(trouble, e);
            return new Attempt(Optional.empty(), Optional.of(new Unreachable(trouble, detail)));
        }
    }

    /** What worked last comes first, what did not answer last. */
    private List<SshEndpoint> inTurn(List<SshEndpoint> endpoints) {
        return endpoints.stream()
                .distinct()
                .sorted(Comparator.comparing((SshEndpoint endpoint) -> !worked.equals(Optional.of(endpoint)))
                        .thenComparing(silent::contains))
                .collect(Collectors.toList());
    }

    /**
     * The best endpoint's trouble counts: the proxy may refuse a good key while the machine itself is
     * still booting. Only if it gave no answer at all, which may be a firewall, the next one's does.
     */
    static Unreachable summary(List<SshEndpoint> bestFirst, Map<SshEndpoint, Unreachable> troubles) {
        if (troubles.isEmpty()) return new Unreachable(Trouble.TIMEOUT, "no SSH address is known yet");
        List<Unreachable> ordered =
                bestFirst.stream().distinct().map(troubles::get).collect(Collectors.toList());
        Trouble telling = ordered.stream()
                .map(Unreachable::trouble)
                .filter(trouble -> trouble != Trouble.TIMEOUT)
                .findFirst()
                .orElse(Trouble.TIMEOUT);
        return new Unreachable(
                telling, ordered.stream().map(Unreachable::detail).collect(Collectors.joining("; ")));
    }
}
