package io.vastctl.readiness;

import io.vastctl.outcome.Phase;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A plug-in's adapter behind a fence: each call has a limit of time, and whatever it throws is an {@link AdapterFault}. */
final class GuardedAdapter implements ReadinessAdapter {

    private final ReadinessAdapter plugin;
    private final String id;
    private final String source;
    private final TimeLimit limit;

    /**
     * Asks the plug-in for its id.
     *
     * @param source the file it came from
     * @param loading for that question
     * @param limit for all later calls
     * @throws AdapterFault if it cannot tell
     */
    GuardedAdapter(ReadinessAdapter plugin, String source, TimeLimit loading, TimeLimit limit) {
        this.plugin = plugin;
        this.source = source;
        this.limit = limit;
        id = loading.call(plugin.getClass().getName() + ".id()", loader(), plugin::id);
    }

    /** The class behind the fence, and its file. */
    String name() {
        return plugin.getClass().getName() + " in " + source;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Duration startupWindow() {
        return call("startupWindow()", plugin::startupWindow);
    }

    @Override
    public Duration stallLimit() {
        return call("stallLimit()", plugin::stallLimit);
    }

    @Override
    public Duration startupWindow(Workload workload) {
        return call("startupWindow()", () -> plugin.startupWindow(workload));
    }

    @Override
    public Duration stallLimit(Workload workload, Phase phase) {
        return call("stallLimit()", () -> plugin.stallLimit(workload, phase));
    }

    @Override
    public String startScript(Workload workload) {
        return call("startScript()", () -> plugin.startScript(workload));
    }

    @Override
    public Optional<String> releaseCommand(Workload workload) {
        return call("releaseCommand()", () -> plugin.releaseCommand(workload));
    }

    @Override
    public Optional<String> stopCommand(Workload workload) {
        return call("stopCommand()", () -> plugin.stopCommand(workload));
    }

    @Override
    public Optional<String> restartCommand(Workload workload) {
        return call("restartCommand()", () -> plugin.restartCommand(workload));
    }

    @Override
    public String servedModel(Workload workload) {
        return call("servedModel()", () -> plugin.servedModel(workload));
    }

    /** A copy: a list that changes its mind later is of no use. */
    @Override
    public List<Probe> probes(Workload workload) {
        return call("probes()", () -> List.copyOf(plugin.probes(workload)));
    }

    @Override
    public Duration stallLimit(Phase phase) {
        return call("stallLimit()", () -> plugin.stallLimit(phase));
    }

    @Override
    public long saying(ProbeReport report) {
        return call("saying()", () -> plugin.saying(report));
    }

    @Override
    public Optional<LogReading> logReading() {
        return call("logReading()", plugin::logReading).map(reading -> new GuardedReading(reading, prefix(), limit));
    }

    @Override
    public Assessment assess(ProbeReport now, Optional<ProbeReport> before) {
        return call("assess()", () -> plugin.assess(now, before));
    }

    private <T> T call(String method, Callable<T> work) {
        return limit.call(prefix() + method, loader(), work);
    }

    private String prefix() {
        return "adapter " + id + " (" + source + "): ";
    }

    private ClassLoader loader() {
        return plugin.getClass().getClassLoader();
    }
}
