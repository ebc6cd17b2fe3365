package io.vastctl.readiness;

import io.vastctl.instance.Instance;
import io.vastctl.instance.InstanceStatus;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Judges what the API says about the machine: where it stands, and whether it will ever come up. */
final class MachineWatch {

    /** Looks in a row that must say "no such instance" before it is believed. */
    private static final int GONE_LOOKS = 3;

    /** Causes that the host names while it pulls the image; all others stop the container from starting. */
    private static final Set<String> PULL_SIGNATURES = Set.of(
            "docker-no-image",
            "docker-auth",
            "docker-ratelimit",
            "docker-pull-disk",
            "docker-pull-broken",
            "docker-pull-failed",
            "docker-build");

    private final SignatureTable signatures;
    private final ReadinessLimits limits;
    private final boolean interruptible;
    private final PhaseLog phases;
    private final Since exited;
    private final Since stopped;
    private final Since offline;
    private final Since blind;
    private String lastWord = "";
    private int goneLooks;
    private boolean everRan;
    private Optional<Instance> latest = Optional.empty();

    MachineWatch(
            SignatureTable signatures, ReadinessLimits limits, boolean interruptible, PhaseLog phases, Clock clock) {
        this.signatures = signatures;
        this.limits = limits;
        this.interruptible = interruptible;
        this.phases = phases;
        exited = new Since(clock);
        stopped = new Since(clock);
        offline = new Since(clock);
        blind = new Since(clock);
    }

    /** The instance as last seen. */
    Optional<Instance> latest() {
        return latest;
    }

    boolean isRunning() {
        return latest.map(instance -> instance.status() == InstanceStatus.RUNNING)
                .orElse(false);
    }

    /** It is said to run, and the marketplace has not told where to log in. */
    boolean hasNoAddress() {
        return isRunning()
                && latest.map(instance -> instance.sshEndpoints().isEmpty()).orElse(true);
    }

    /** True while the API cannot be asked: then trouble elsewhere may be our own network's. */
    boolean isBlind() {
        return blind.isOn();
    }

    /**
     * Takes in one look; a failure ends the attempt.
     *
     * @param answering whether the machine itself answers over SSH, which weighs more than "offline"
     */
    Optional<Failure> note(InstanceSighting sighting, boolean answering) {
        blind.holds(sighting instanceof InstanceSighting.Blind);
        if (sighting instanceof InstanceSighting.Gone) return gone();
        if (!(sighting instanceof InstanceSighting.Seen seen)) return Optional.empty();
        goneLooks = 0;
        Instance instance = latest.map(seen.instance()::withAddressesOf).orElse(seen.instance());
        latest = Optional.of(instance);
        return judge(instance, answering);
    }

    String describe() {
        return latest.map(MachineWatch::describe).orElse("waiting for the marketplace to show the instance");
    }

    private Optional<Failure> gone() {
        goneLooks++;
        if (goneLooks < GONE_LOOKS) return Optional.empty();
        // Create said yes and made nothing; what ran before it vanished was let go by somebody.
        return fail(
                everRan ? FailureClass.UNKNOWN : FailureClass.OFFER_GONE,
                "instance-vanished",
                "the marketplace says " + goneLooks + " times that the instance does not exist");
    }

    private Optional<Failure> judge(Instance instance, boolean answering) {
        InstanceStatus status = instance.status();
        stopped.holds(status == InstanceStatus.STOPPED);
        exited.holds(status == InstanceStatus.EXITED && !answering);
        offline.holds(status == InstanceStatus.OFFLINE && !answering);
        moveOn(instance, status);
        everRan |= status == InstanceStatus.RUNNING;
        if (status == InstanceStatus.RUNNING) return Optional.empty();
        Optional<Failure> named = fromMessage(instance);
        if (named.isPresent()) return named;
        if (status == InstanceStatus.STOPPED) return stopped(instance);
        if (exited.longerThan(limits.containerExited()))
            return fail(FailureClass.INFRA_FATAL, "container-exited", describe(instance));
        if (offline.longerThan(limits.sshLost()))
            return fail(FailureClass.INFRA_FATAL, "host-offline", describe(instance));
        return Optional.empty();
    }

    private void moveOn(Instance instance, InstanceStatus status) {
        String word =
                instance.actualStatus().orElse("") + instance.statusMessage().orElse("");
        if (!word.equals(lastWord)) phases.progressed();
        lastWord = word;
        switch (status) {
            case PENDING, LOADING -> phases.enter(Phase.IMAGE_PULL);
            case CREATED -> phases.enter(Phase.CONTAINER_START);
            case RUNNING -> phases.enter(Phase.SSH);
            default -> {}
        }
    }

    private Optional<Failure> fromMessage(Instance instance) {
        return instance.statusMessage()
                .flatMap(signatures::firstMatch)
                .map(match -> new Failure(
                        match.signature().failureClass(),
                        match.signature().id(),
                        phaseOf(match.signature().id()),
                        match.evidence()));
    }

    /** The cause tells the phase better than the look that happened to see it. */
    private Phase phaseOf(String signature) {
        if (PULL_SIGNATURES.contains(signature)) return Phase.IMAGE_PULL;
        phases.enter(Phase.CONTAINER_START);
        return phases.current();
    }

    private Optional<Failure> stopped(Instance instance) {
        if (interruptible) return fail(FailureClass.OFFER_GONE, "outbid", describe(instance));
        boolean hostSaidSomething =
                instance.statusMessage().filter(text -> !text.isBlank()).isPresent();
        // An empty balance or somebody's hand stops a box too: it exits then, with whatever the message was before.
        if (everRan || exitedInOrder(instance))
            return fail(FailureClass.UNKNOWN, "stopped-from-outside", describe(instance));
        if (hostSaidSomething) return fail(FailureClass.INFRA_FATAL, "host-gave-up", describe(instance));
        // It was asked to start once more; what does not come then was never ours to have.
        return stopped.longerThan(limits.startedAgain())
                ? fail(FailureClass.OFFER_GONE, "never-started", describe(instance))
                : Optional.empty();
    }

    private static boolean exitedInOrder(Instance instance) {
        return instance.actualStatus()
                .filter(word -> word.equalsIgnoreCase("exited") || word.equalsIgnoreCase("stopped"))
                .isPresent();
    }

    private Optional<Failure> fail(FailureClass failureClass, String signature, String evidence) {
        return Optional.of(new Failure(failureClass, signature, phases.current(), evidence));
    }

    private static String describe(Instance instance) {
        String message = instance.statusMessage()
                .filter(text -> !text.isBlank())
                .map(text -> ": " + text)
                .orElse("");
        return "status " + instance.actualStatus().orElse("not told yet")
                + instance.intendedStatus().map(word -> ", intended " + word).orElse("") + message;
    }
}
