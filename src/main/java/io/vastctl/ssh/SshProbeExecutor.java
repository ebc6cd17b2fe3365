package io.vastctl.ssh;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ProbeLook.Answered;
import io.vastctl.readiness.ProbeLook.Trouble;
import io.vastctl.readiness.ProbeLook.Unreachable;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Runs probes over one SSH connection that stays open between ticks. A connection that breaks gives one
 * {@link Trouble#LOST}; the next call connects anew and goes on reading the logs where it was.
 */
public final class SshProbeExecutor implements ProbeExecutor {

    private static final Duration ECHO_LIMIT = Duration.ofSeconds(5);

    private final Login login;
    private final Supplier<Instant> now;
    private final Duration execSlack;
    private final FollowedLogs logs = new FollowedLogs();
    private Optional<BoxLine> connection = Optional.empty();

    SshProbeExecutor(Login login, Supplier<Instant> now, Duration execSlack) {
        this.login = login;
        this.now = now;
        this.execSlack = execSlack;
    }

    /**
     * Opens executors for machines that run inside this process; all but the network is as over SSH.
     *
     * @param clock dates the reports
     */
    public static ProbeExecutor.Factory through(BoxDoor door, Clock clock) {
        return () -> new SshProbeExecutor(
                new Login((endpoint, contact) -> door.open(endpoint)), clock::instant, SshLimits.DEFAULT.execSlack());
    }

    @Override
    public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException {
        if (connection.isEmpty()) {
            Login.Attempt attempt = login.attempt(endpoints);
            if (attempt.trouble().isPresent()) return attempt.trouble().get();
            connection = attempt.connection();
        }
        return ask(connection.orElseThrow(), withEcho(probes));
    }

    @Override
    public int tunnelTo(int remotePort) throws IOException {
        return connected(remotePort).tunnelTo(remotePort);
    }

    /**
     * Forwards that local loopback port to a loopback port of the machine for as long as the connection lasts.
     *
     * @param localPort 0 for any free one
     * @return the local port
     * @throws IOException if there is no connection, or the local port is taken
     */
    public int tunnel(int localPort, int remotePort) throws IOException {
        return connected(remotePort).tunnel(localPort, remotePort);
    }

    private BoxLine connected(int remotePort) throws IOException {
        return connection
                .filter(BoxLine::isOpen)
                .orElseThrow(() -> new IOException("no open SSH connection for a tunnel to port " + remotePort));
    }

    /** Whether the connection of the last look still stands, as far as anybody can tell. */
    public boolean isOpen() {
        return connection.filter(BoxLine::isOpen).isPresent();
    }

    @Override
    public void close() {
        connection.ifPresent(BoxLine::close);
        connection = Optional.empty();
    }

    private ProbeLook ask(BoxLine box, List<Probe> probes) throws InterruptedException {
        String nonce = nonce();
        try {
            byte[] answer = box.exec(ProbeScript.render(nonce, probes, logs), limit(probes));
            return ProbeAnswer.parseRaw(answer, nonce)
                    .<ProbeLook>map(raws -> new Answered(report(probes, raws)))
                    .orElseGet(() -> lost(box, Trouble.LOST, "the answer to the probes is incomplete"));
        } catch (ShellHangsException e) {
            return lost(box, Trouble.SHELL_HANGS, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return lost(box, Trouble.LOST, String.valueOf(e.getMessage()));
        }
    }

    private ProbeReport report(List<Probe> probes, Map<String, ProbeAnswer.Raw> raws) {
        Map<String, ProbeResult> results = new HashMap<>();
        for (Probe probe : probes) {
            ProbeAnswer.Raw raw = raws.get(probe.name());
            if (raw != null) results.put(probe.name(), result(probe, raw));
        }
        return new ProbeReport(now.get(), results);
    }

    private ProbeResult result(Probe probe, ProbeAnswer.Raw raw) {
        return probe.kind() == Probe.Kind.FOLLOW ? logs.take(probe.name(), raw) : raw.toResult();
    }

    private Unreachable lost(BoxLine box, Trouble trouble, String why) {
        close();
        String said = box.said();
        Trouble told = TransportTrouble.tellsOfForwarding(said) ? Trouble.FORWARDING_FAILED : trouble;
        return new Unreachable(told, TransportTrouble.oneLine(said.isBlank() ? why : why + "; it said: " + said));
    }

    /** Our own echo in front; an adapter's probe of that name would prove nothing more. */
    private static List<Probe> withEcho(List<Probe> probes) {
        List<Probe> all = new ArrayList<>();
        all.add(Probe.run(Probe.ECHO, "echo ok", ECHO_LIMIT));
        probes.stream().filter(probe -> !probe.name().equals(Probe.ECHO)).forEach(all::add);
        return all;
    }

    private Duration limit(List<Probe> probes) {
        long longest = probes.stream()
                .mapToLong(probe -> ProbeScript.seconds(probe.limit()))
                .max()
                .orElse(0);
        return Duration.ofSeconds(longest).plus(execSlack);
    }

    private static String nonce() {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
