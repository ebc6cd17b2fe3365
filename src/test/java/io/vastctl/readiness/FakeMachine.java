package io.vastctl.readiness;

import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A rented machine for tests, as functions of the time since it was rented. What a test does not say: the
 * image is there after 30 s, SSH after 40 s, the server after 60 s, and its port is public.
 */
public final class FakeMachine {

    public static final int PUBLIC_PORT = 40123;

    /** What the API shows. */
    public Function<Duration, InstanceSighting> api =
            age -> seen(before(age, 30) ? loading("Pulling fs layer") : running());

    /** What a login and its probes come to. */
    public Function<Duration, ProbeLook> ssh = age -> before(age, 40) ? refused() : answered(this.stage.apply(age));

    /** What the adapter's probe says. */
    public Function<Duration, String> stage = age -> before(age, 60) ? "MODEL_LOAD+" : "ready";

    /** What the endpoint answers. */
    public Function<Duration, EndpointCheck.Result> endpoint =
            age -> new EndpointCheck.Result.Answered(Duration.ofMillis(400), 80);

    /** What it answers through the tunnel. */
    public Function<Duration, EndpointCheck.Result> inside = age -> this.endpoint.apply(age);

    private final long instanceId;
    private final Instant bornAt;

    public FakeMachine(long instanceId, Instant bornAt) {
        this.instanceId = instanceId;
        this.bornAt = bornAt;
    }

    public Duration age(Instant now) {
        return Duration.between(bornAt, now);
    }

    public static boolean before(Duration age, long seconds) {
        return age.compareTo(Duration.ofSeconds(seconds)) < 0;
    }

    public static InstanceSighting seen(Instance instance) {
        return new InstanceSighting.Seen(instance);
    }

    public static ProbeLook refused() {
        return trouble(ProbeLook.Trouble.REFUSED);
    }

    public static ProbeLook trouble(ProbeLook.Trouble trouble) {
        return new ProbeLook.Unreachable(trouble, "ssh says " + trouble);
    }

    /** A report of a healthy machine on which the server is at that stage. */
    public static ProbeLook answered(String stage) {
        return report(Map.of(ScriptedAdapter.STAGE, new ProbeResult(0, stage, "")));
    }

    /** A report of a healthy machine, with these results added or put in place of its own. */
    public static ProbeLook report(Map<String, ProbeResult> results) {
        Map<String, ProbeResult> all = new HashMap<>();
        all.put(Probe.ECHO, new ProbeResult(0, "ok", ""));
        all.put("gpu", new ProbeResult(0, "0, GPU-1, RTX 4090, 570.124.04, 24564, 300\n", ""));
        all.putAll(results);
        return new ProbeLook.Answered(new ProbeReport(Instant.EPOCH, all));
    }

    public Instance loading(String message) {
        return status("loading", "running", message, Map.of());
    }

    public Instance running() {
        return running(Map.of(22, 40022, 8000, PUBLIC_PORT));
    }

    public Instance running(Map<Integer, Integer> ports) {
        return status("running", "running", "success, running", ports);
    }

    public Instance status(String actual, String intended, String message, Map<Integer, Integer> ports) {
        return new Instance(
                instanceId,
                Optional.empty(),
                Optional.of(actual),
                Optional.of(intended),
                Optional.of(intended),
                Optional.of(intended),
                Optional.of(message),
                Optional.of(host()),
                ports,
                Optional.of(new SshEndpoint(host(), 22)),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.of(bornAt));
    }

    public String host() {
        return "m" + instanceId;
    }
}
