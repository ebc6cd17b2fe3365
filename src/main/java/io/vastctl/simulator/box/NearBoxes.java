package io.vastctl.simulator.box;

import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All boxes for visitors inside this process: the same doors, shells and servers as behind the sockets of {@link Boxes},
 * reached by their port numbers, without a socket or a thread. Everything happens on the visitor's thread.
 */
public final class NearBoxes {

    private final Market market;
    private final MarketTime time;
    private final Map<Long, NearBox> boxes = new HashMap<>();

    /** Nothing is there yet; it comes up with {@link #settle()}. */
    public NearBoxes(Market market, MarketTime time) {
        this.market = market;
        this.time = time;
    }

    /** How a visitor fares at a port for SSH. */
    public enum Reception {
        /** Nobody listens. */
        REFUSED,
        /** The connection ends without a word from a server. */
        SILENT,
        /** The key does not open it. */
        KEY_REFUSED,
        ADMITTED
    }

    /**
     * What came of a login.
     *
     * @param session there for who was admitted
     */
    public record Login(Reception reception, Optional<NearSession> session) {
        static Login without(Reception reception) {
            return new Login(reception, Optional.empty());
        }
    }

    /** One request to a box's server. */
    public record Request(String method, String path, Optional<String> bearer, String body) {}

    /** Opens what has come up and closes what has gone; cheap when nothing changed. */
    public void settle() {
        List<Contract> living = market.living();
        if (boxes.size() > living.size()) {
            Set<Long> alive = living.stream().map(Contract::id).collect(Collectors.toSet());
            boxes.entrySet().removeIf(known -> {
                if (!alive.contains(known.getKey())) known.getValue().ends();
                return !alive.contains(known.getKey());
            });
        }
        for (Contract contract : living)
            boxes.computeIfAbsent(contract.id(), id -> new NearBox(contract, market, time))
                    .settle();
    }

    /** Logs in at a port with a key in OpenSSH form. */
    public Login login(int port, String publicKey) {
        return boxes.values().stream()
                .filter(box -> box.hasSshAt(port))
                .findFirst()
                .map(box -> box.login(publicKey))
                .orElseGet(() -> Login.without(Reception.REFUSED));
    }

    /**
     * Asks the server at a public port.
     *
     * @throws IOException in the words of a network: nobody listens there, or the answer breaks off
     */
    public Answer ask(int port, Request request) throws IOException {
        for (NearBox box : boxes.values())
            if (box.servesAt(port)) return box.server().answer(request);
        throw new java.net.ConnectException("Failed to connect to /127.0.0.1:" + port);
    }

    /** The line that a listener beside the server says at a public port; empty where none listens. */
    public Optional<String> listener(int port) {
        return boxes.values().stream().flatMap(box -> box.lineAt(port).stream()).findFirst();
    }

    /** Whether a server listens at a public port that says nothing by itself. */
    public boolean serves(int port) {
        return boxes.values().stream().anyMatch(box -> box.servesAt(port));
    }
}
