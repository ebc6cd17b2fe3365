package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.memory.Paper;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ProbeReport;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one attempt leaves behind for a support bundle: the last probe report, what the API said, and what was made of
 * it. Bounded, and without secrets. Owned by the thread of the run.
 */
final class PaperTrail implements RunEvent.Listener {

    /** Characters of what one probe wrote, its newest; a followed log is the one that needs them. */
    private static final int LONGEST_OUTPUT = 65_536;

    private static final int LONGEST_LINE = 1_000;
    /** The beginning tells how it started, the end how it ended. */
    private static final int FIRST = 40;

    private static final int LAST = 160;

    private final Redaction redaction;
    private final Clock clock;
    private final RunEvent.Listener next;
    private final List<Paper> states = new ArrayList<>();
    private final List<Paper> decisions = new ArrayList<>();
    /** As it was before it was cleaned, which takes a while. */
    private final Map<Paper.Kind, String> lastDetail = new EnumMap<>(Paper.Kind.class);

    private Optional<ProbeReport> report = Optional.empty();

    /** @param next hears of everything first */
    PaperTrail(Redaction redaction, Clock clock, RunEvent.Listener next) {
        this.redaction = redaction;
        this.clock = clock;
        this.next = next;
    }

    @Override
    public void hear(RunEvent event) {
        next.hear(event);
        if (event instanceof RunEvent.AttemptStarted started)
            decide(
                    started.number(),
                    "offer",
                    "offer " + started.offer().offerId() + " on machine "
                            + started.offer().machineId() + " as " + started.label());
        else if (event instanceof RunEvent.Rented rented)
            decide(rented.number(), "rented", "instance " + rented.instanceId());
        else if (event instanceof RunEvent.Sighted sighted) sighted(sighted.number(), sighted.sighting());
        else if (event instanceof RunEvent.Looked looked)
            decide(
                    looked.number(),
                    looked.pending().phase().name(),
                    looked.pending().detail());
        else if (event instanceof RunEvent.Verified verified)
            decide(verified.number(), "verified", "at " + verified.verified().url());
        else if (event instanceof RunEvent.AttemptFailed failed)
            decide(
                    failed.number(),
                    "failed",
                    failed.failure().failureClass() + " "
                            + failed.failure().signature() + " in "
                            + failed.failure().phase() + ", blames "
                            + failed.failure().blames().word() + ": "
                            + failed.failure().evidence());
        else if (event instanceof RunEvent.CleaningUp cleaning)
            decide(cleaning.number(), "cleaning-up", cleaning.detail());
        else if (event instanceof RunEvent.CleanedUp cleaned)
            decide(cleaned.number(), "cleaned-up", cleaned.cleanup().word());
        else if (event instanceof RunEvent.Unprotected unprotected)
            decide(unprotected.number(), "unprotected", "the lease " + unprotected.what());
    }

    private void sighted(int number, InstanceSighting sighting) {
        if (sighting instanceof InstanceSighting.Seen seen) {
            Instance instance = seen.instance();
            String told = "actual " + word(instance.actualStatus()) + ", current " + word(instance.curState())
                    + ", intended " + word(instance.intendedStatus()) + ", ports " + instance.tcpPorts() + ", says: "
                    + instance.statusMessage().orElse("");
            add(states, Paper.Kind.API, number, word(instance.actualStatus()), told);
        } else if (sighting instanceof InstanceSighting.Blind blind) {
            add(states, Paper.Kind.API, number, "blind", blind.detail());
        } else {
            add(states, Paper.Kind.API, number, "gone", "there is no such instance");
        }
    }

    private static String word(Optional<String> state) {
        return state.orElse("unknown");
    }

    private void decide(int number, String name, String detail) {
        add(decisions, Paper.Kind.DECISION, number, name, detail);
    }

    /** What is the same as the last is no news. */
    private void add(List<Paper> papers, Paper.Kind kind, int number, String name, String detail) {
        if (detail.equals(lastDetail.get(kind))
                && !papers.isEmpty()
                && papers.get(papers.size() - 1).name().equals(name)) return;
        lastDetail.put(kind, detail);
        String clean = redaction.clean(detail);
        String line = clean.length() > LONGEST_LINE ? clean.substring(0, LONGEST_LINE - 1) + "…" : clean;
        Optional<Paper> last = papers.isEmpty() ? Optional.empty() : Optional.of(papers.get(papers.size() - 1));
        if (last.filter(paper -> paper.name().equals(name) && paper.content().equals(line))
                .isPresent()) return;
        papers.add(new Paper(number, kind, name, clock.instant(), 0, line, ""));
        if (papers.size() > FIRST + LAST) papers.remove(FIRST);
    }

    /** Everything, in the order of a bundle. */
    List<Paper> papers(int number) {
        List<Paper> all = new ArrayList<>(states);
        all.addAll(decisions);
        report.ifPresent(last -> new TreeMap<>(last.results())
                .forEach((name, result) -> all.add(new Paper(
                        number,
                        Paper.Kind.PROBE,
                        name,
                        last.at(),
                        result.exitCode(),
                        end(result.stdout()),
                        end(result.stderr())))));
        return all;
    }

    private String end(String text) {
        String clean = redaction.clean(text);
        return clean.length() <= LONGEST_OUTPUT ? clean : clean.substring(clean.length() - LONGEST_OUTPUT);
    }

    /** Logins whose reports are noted. */
    ProbeExecutor.Factory around(ProbeExecutor.Factory logins) {
        return () -> new Noting(logins.open());
    }

    private final class Noting implements ProbeExecutor {

        private final ProbeExecutor executor;

        Noting(ProbeExecutor executor) {
            this.executor = executor;
        }

        @Override
        public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException {
            ProbeLook look = executor.run(endpoints, probes);
            if (look instanceof ProbeLook.Answered answered) report = Optional.of(answered.report());
            return look;
        }

        @Override
        public int tunnelTo(int remotePort) throws IOException {
            return executor.tunnelTo(remotePort);
        }

        @Override
        public void close() {
            executor.close();
        }
    }
}
