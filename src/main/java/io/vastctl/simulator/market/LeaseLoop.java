package io.vastctl.simulator.market;

import io.vastctl.lease.Heartbeat;
import io.vastctl.lease.LeaseTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loop of the lease in one container, as {@link Heartbeat} says that it goes, and the file it follows. It moves
 * only when {@link Leases} says so. Safe for several threads.
 */
public final class LeaseLoop {

    /** Its process, in every run of the container. */
    public static final int PID = 44;

    private static final Duration TICK = Duration.ofSeconds(15);

    /** What the script takes for a heartbeat: two numbers, neither octal nor too long, and nothing after them. */
    private static final Pattern GOOD =
            Pattern.compile("\\s*([1-9]\\d{0,9})\\s+([1-9]\\d{0,6})\\s*(?:\\n.*)?", Pattern.DOTALL);

    private final LeaseTerms terms;
    private final StringBuilder log = new StringBuilder();
    private Optional<String> file = Optional.empty();
    private Optional<Heartbeat> last = Optional.empty();
    private Instant start = Instant.MAX;
    private Instant planned = Instant.MAX;
    private boolean runs;
    private boolean expired;

    LeaseLoop(LeaseTerms terms) {
        this.terms = terms;
    }

    /** The start script runs: the file counts if it makes sense, else the first heartbeat is written. */
    synchronized void starts(Instant now) {
        runs = true;
        expired = false;
        start = now;
        Heartbeat first = file.flatMap(LeaseLoop::parse).orElseGet(() -> Heartbeat.first(terms, now));
        if (file.flatMap(LeaseLoop::parse).isEmpty()) {
            file = Optional.of(first.at().getEpochSecond() + " " + first.lease().toSeconds() + "\n");
        }
        last = Optional.of(first);
        note(
                now,
                "loop " + PID + " (curl): " + first.lease().toSeconds() + " s from "
                        + first.at().getEpochSecond());
    }

    /** The container is made anew: what was written is gone. */
    synchronized void forget() {
        file = Optional.empty();
        log.setLength(0);
    }

    synchronized void ends() {
        runs = false;
    }

    /** Whether its process is there, as long as the container is. */
    public synchronized boolean runs() {
        return runs;
    }

    /** What stands in the file of the lease; empty if there is none. */
    public synchronized Optional<String> file() {
        return file;
    }

    /** What the loop did. */
    public synchronized String log() {
        return log.toString();
    }

    /** Somebody in the container wrote the file, or took it away. A file without sense changes nothing. */
    synchronized void file(Optional<String> text) {
        file = text;
        text.flatMap(LeaseLoop::parse).ifPresent(heartbeat -> last = Optional.of(heartbeat));
    }

    /** The tick, that one or a later one, at which it would destroy its instance. */
    synchronized Instant due(Instant from) {
        Instant first = last.map(heartbeat -> heartbeat.destroysAt(start)).orElse(Instant.MAX);
        return first.isBefore(from) ? tick(from) : first;
    }

    private Instant tick(Instant from) {
        long since = Duration.between(start, from).toMillis();
        return start.plusMillis(-Math.floorDiv(-since, TICK.toMillis()) * TICK.toMillis());
    }

    synchronized void expires(Instant now) {
        if (!expired) note(now, "expired");
        expired = true;
    }

    synchronized void renewed() {
        expired = false;
    }

    synchronized void note(Instant now, String what) {
        log.append(now.getEpochSecond()).append(' ').append(what).append('\n');
    }

    synchronized Instant planned() {
        return planned;
    }

    synchronized void planned(Instant at) {
        planned = at;
    }

    private static Optional<Heartbeat> parse(String text) {
        Matcher good = GOOD.matcher(text);
        if (!good.matches()) return Optional.empty();
        return Optional.of(new Heartbeat(
                Instant.ofEpochSecond(Long.parseLong(good.group(1))),
                Duration.ofSeconds(Long.parseLong(good.group(2)))));
    }
}
