package io.vastctl.cli.rentals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.adapter.vllm.VllmKey;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.rent.KeptEndpoint;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.lease.LeaseLook;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.InventoryReport;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.RenewingExecutor;
import io.vastctl.ssh.SshProbeExecutor;
import io.vastctl.vast.VastApiException;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A tunnel to one machine that is held open: looks at it now and then, renews its lease, connects anew. */
final class OpenTunnel {

    /** What the lease has left at least while somebody uses the endpoint. */
    private static final Duration LEAST_LEASE = Duration.ofMinutes(20);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** Absent from so many reads in a row, with a pause between them. */
    private static final int ABSENCES = 2;

    private final Workbench bench;
    private final Rentals rentals;
    private final InventoryReport.Row row;
    private final SshProbeExecutor box;
    private final Optional<String> model;
    private final Optional<Workload> workload;
    private final RenewingExecutor renewing;

    private List<SshEndpoint> endpoints;
    private int port;
    private boolean open;
    private boolean printed;
    private boolean toldOfNoLease;
    private int absences;
    private Duration pause = MOMENT;

    /**
     * @param model what it serves, if that is known
     * @param workload as the catalogue has it now, if it still does
     * @param port on this machine; 0 for any
     */
    OpenTunnel(
            Workbench bench,
            Rentals rentals,
            InventoryReport.Row row,
            SshProbeExecutor box,
            Optional<String> model,
            Optional<Workload> workload,
            int port) {
        this.bench = bench;
        this.rentals = rentals;
        this.row = row;
        this.box = box;
        this.model = model;
        this.workload = workload;
        this.port = port;
        endpoints = row.instance().sshEndpoints();
        renewing = new RenewingExecutor(
                box,
                LEAST_LEASE,
                state -> state.filter(lease -> lease.renewed())
                        .ifPresent(lease -> rentals.renewed(
                                row.entry().orElseThrow().label(),
                                rentals.market().clock().instant().plus(LEAST_LEASE))));
    }

    /**
     * Ends with the instance, or with a signal.
     *
     * @param inside the port on the machine
     */
    int untilInterrupted(int inside) {
        try (box) {
            while (absences < ABSENCES) {
                ProbeLook look = box.run(endpoints, List.of(leaseLook(), VllmKey.probe()));
                if (look instanceof ProbeLook.Answered answered && isOpen(inside)) {
                    absences = 0;
                    pause = MOMENT;
                    if (!printed) print(VllmKey.parse(answered.report().stdout(VllmKey.PROBE)));
                    renew(answered.report());
                    restWhileOpen();
                } else {
                    lost(
                            look instanceof ProbeLook.Unreachable gone
                                    ? gone.detail()
                                    : "the port cannot be opened again");
                }
            }
            tell("is gone; the tunnel ends with it");
            return ExitCode.INTERNAL.code();
        } catch (InterruptedException e) {
            bench.terminal().err().println(Words.runsOn(row.instance().instanceId()));
            bench.terminal().err().flush();
            return bench.interruption().get().code();
        }
    }

    private static Probe leaseLook() {
        return Probe.run(LeaseLook.PROBE, LeaseLook.command(), LIMIT);
    }

    /** Opens the local port if the connection is a new one. */
    private boolean isOpen(int inside) {
        if (open && box.isOpen()) return true;
        try {
            port = box.tunnel(port, inside);
            open = true;
        } catch (IOException | RuntimeException e) {
            box.close();
            if (!printed && isTaken(e))
                throw new UsageException(
                        "127.0.0.1:" + port + " is in use: choose another with --port, or --port 0 for any", e);
            open = false;
        }
        return open;
    }

    private static boolean isTaken(Throwable e) {
        for (Throwable link = e; link != null; link = link.getCause()) if (link instanceof BindException) return true;
        return false;
    }

    private void print(Optional<String> key) {
        String url = "http://127.0.0.1:" + port
                + workload.map(known -> known.serving().proof().basePath()).orElse("/v1");
        bench.results().print(() -> json(url, key), () -> text(url, key));
        printed = true;
    }

    private ObjectNode json(String url, Optional<String> key) {
        ObjectNode json = Json.document("tunnel")
                .put("instanceId", row.instance().instanceId())
                .put("url", url)
                .put("port", port);
        model.ifPresent(name -> json.put("model", name));
        key.ifPresent(secret -> json.put("apiKey", secret));
        return json;
    }

    private String text(String url, Optional<String> key) {
        String end = System.lineSeparator();
        StringBuilder text = new StringBuilder("Endpoint  ").append(url).append(end);
        key.ifPresent(secret -> text.append("Key       ").append(secret).append(end));
        boolean openable = key.isPresent()
                || workload.filter(known -> known.serving().keyVariable().isEmpty())
                        .isPresent();
        if (openable && model.isPresent() && workload.isPresent())
            text.append("Try it    ")
                    .append(KeptEndpoint.curl(url, workload.get().withModel(model.get()), key.orElse("")))
                    .append(end);
        return text.append("Ctrl-C ends the tunnel, not the rental.")
                .append(end)
                .toString();
    }

    /** Only ever makes it longer: a long lease of its operator's stands. */
    private void renew(ProbeReport report) throws InterruptedException {
        if (!report.succeeded(LeaseLook.PROBE)) {
            if (!toldOfNoLease) tell("has no lease: nothing on the machine ends it");
            toldOfNoLease = true;
            return;
        }
        boolean isShort = LeaseLook.left(report.stdout(LeaseLook.PROBE))
                .filter(left -> left.compareTo(LEAST_LEASE) < 0)
                .isPresent();
        if (isShort) renewing.run(endpoints, List.of());
    }

    private void restWhileOpen() throws InterruptedException {
        for (Duration rest = BETWEEN_LOOKS; !rest.isZero() && box.isOpen(); rest = rest.minus(MOMENT))
            bench.sleeper().sleep(MOMENT);
    }

    private void lost(String why) throws InterruptedException {
        open = false;
        lookAfterTheInstance();
        if (absences < ABSENCES) tell("cannot be reached: " + why + "; next try in " + Words.duration(pause));
        bench.sleeper().sleep(pause);
        pause = pause.multipliedBy(2);
        if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
    }

    /** It may have moved to other ports, or be gone; an API that does not answer says neither. */
    private void lookAfterTheInstance() throws InterruptedException {
        try {
            Optional<Instance> now = rentals.market().api().show(row.instance().instanceId());
            absences = now.isPresent() ? 0 : absences + 1;
            now.map(Instance::sshEndpoints).filter(known -> !known.isEmpty()).ifPresent(known -> endpoints = known);
        } catch (VastApiException e) {
            absences = 0;
        }
    }

    private void tell(String what) {
        bench.terminal().err().println("vastctl: instance " + row.instance().instanceId() + " " + what);
        bench.terminal().err().flush();
    }
}
