package io.vastctl.simulator.remote;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Pulse;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A simulated market that {@code vastctl simulate serve} runs on this machine. From {@link #find} to
 * {@link #close} this process leads its clock; if the process dies, the clock flows on by itself.
 */
public final class RemoteMarket implements AutoCloseable {

    /** Of the first question, which a server that is no market may leave unanswered. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Several of these fit into the time after which the market takes a silent leader for dead. */
    private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(3);

    private final Backdoor market;
    private final ClockReading found;
    private final RemoteTime time;
    private final ObjectNode us = JsonNodeFactory.instance
            .objectNode()
            .put("leader", ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    private final Pulse signs;

    private RemoteMarket(Backdoor market, ClockReading found, Sleeper real) {
        this.market = market;
        this.found = found;
        time = new RemoteTime(market, found, real);
        sign();
        signs = Pulse.start("simulated-market-lead", BETWEEN_SIGNS, this::sign);
    }

    /**
     * Asks whether a simulated market answers there, and leads its clock if so. No key is sent. Addresses
     * of other machines are not asked.
     *
     * @param real lets real time pass if the market goes away
     * @return empty for anything but a proper answer
     */
    public static Optional<RemoteMarket> find(URI address, Sleeper real) {
        if (!isOnThisMachine(address)) return Optional.empty();
        Backdoor door = new Backdoor(address.toString().replaceFirst("/+$", ""), FIRST);
        try {
            ClockReading found = ClockReading.of(door.get(RemoteTime.CLOCK));
            return Optional.of(new RemoteMarket(door.moreOrLessPatient(PATIENCE), found, real));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOnThisMachine(URI address) {
        String host = address.getHost();
        return "http".equalsIgnoreCase(address.getScheme())
                && host != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null
                && (host.toLowerCase(Locale.ROOT).equals("localhost")
                        || host.equals("[::1]")
                        || host.matches("127(\\.\\d{1,3}){3}"));
    }

    /** The market's clock. */
    public Clock clock() {
        return time;
    }

    /** Lets the market's time pass. */
    public Sleeper sleeper() {
        return time;
    }

    /** The seed of the market. */
    public long seed() {
        return found.seed();
    }

    /** What really is, as {@code GET /simulator/truth} answers; empty if the market went away. */
    public Optional<ObjectNode> truth() {
        try {
            return Optional.of(market.get("/simulator/truth"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Leads the clock no more. The market goes on. */
    @Override
    public void close() {
        // First: a sign that arrived after the release would hold the clock until its lease ends.
        signs.close();
        tell("/release");
    }

    private void sign() {
        tell("/lead");
    }

    /** A market that is gone is noticed by the work itself. */
    private void tell(String what) {
        try {
            market.moreOrLessPatient(FIRST).post(RemoteTime.CLOCK + what, us);
        } catch (IOException e) {
            return;
        }
    }
}
