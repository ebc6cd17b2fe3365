package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges SSH: never reachable, refused, or lost. Trouble here says nothing about the workload. */
final class LoginWatch {

    private final ReadinessLimits limits;
    private final Since unreachable;
    private final Clock clock;
    private final Since forwardingFailed;
    private boolean everReached;
    private int failuresInARow;
    private boolean keyRefusedLast;
    private Optional<Instant> keyAttachedAt = Optional.empty();

    LoginWatch(ReadinessLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        unreachable = new Since(clock);
        forwardingFailed = new Since(clock);
    }

    boolean everReached() {
        return everReached;
    }

    /** Whether the last try got through. */
    boolean isAnswering() {
        return everReached && !unreachable.isOn();
    }

    /** Whether the last try did not get through. */
    boolean isFailing() {
        return unreachable.isOn();
    }

    /** For how long no try has got through. */
    Duration silence() {
        return unreachable.duration();
    }

    /** Notes that the machine answered. */
    void reached() {
        everReached = true;
        failuresInARow = 0;
        keyRefusedLast = false;
        keyAttachedAt = Optional.empty();
        unreachable.holds(false);
        forwardingFailed.holds(false);
    }

    /** Our key is refused, and the marketplace has not yet taken it once more since. */
    boolean wantsKey() {
        return keyRefusedLast && keyAttachedAt.isEmpty();
    }

    /** Notes that the marketplace took our key: from now on a refusal has a limit. */
    void keyAttached() {
        keyAttachedAt = Optional.of(clock.instant());
    }

    /** Until the next try: longer with every failure in a row. */
    Duration pause() {
        return keyRefusedLast ? Cadence.afterRefusals(failuresInARow) : Cadence.afterFailures(failuresInARow);
    }

    /** Takes in one failed try; a failure ends the attempt. */
    Optional<Failure> note(ProbeLook.Unreachable look, Phase phase) {
        ProbeLook.Trouble trouble = look.trouble();
        failuresInARow++;
        unreachable.holds(true);
        // Two paths may fail in turn, so only a login forgets when the key was attached, not another kind of trouble.
        keyRefusedLast = trouble == ProbeLook.Trouble.KEY_REFUSED;
        forwardingFailed.holds(trouble == ProbeLook.Trouble.FORWARDING_FAILED);
        if (trouble == ProbeLook.Trouble.HOST_KEY_CHANGED)
            return fail(FailureClass.UNKNOWN, "ssh-host-key-changed", phase, look.detail());
        if (keyRefusedLast && isPast(keyAttachedAt, limits.keyRefused()))
            return fail(FailureClass.UNKNOWN, "ssh-key-refused", phase, look.detail());
        if (forwardingFailed.longerThan(limits.forwardingFailed()))
            return fail(FailureClass.INFRA_FATAL, "ssh-forwarding-failed", phase, look.detail());
        if (!everReached && unreachable.longerThan(limits.sshUnreachable())) return neverReached(look, phase);
        if (everReached && unreachable.longerThan(limits.sshLost()))
            return fail(FailureClass.INFRA_FATAL, "ssh-lost", phase, look.detail());
        return Optional.empty();
    }

    private Optional<Failure> neverReached(ProbeLook.Unreachable look, Phase phase) {
        // Whoever refuses a key works; that the marketplace never took it is not the machine's fault.
        if (keyRefusedLast)
            return fail(
                    FailureClass.UNKNOWN,
                    "ssh-key-refused",
                    phase,
                    look.detail() + "; the marketplace did not take the key either");
        String signature = switch (look.trouble()) {
            case REFUSED -> "ssh-refused";
            case TIMEOUT -> "ssh-timeout";
            case NO_BANNER -> "ssh-no-banner";
            case SHELL_HANGS -> "ssh-shell-hangs";
            default -> "ssh-unreachable";
        };
        return fail(FailureClass.INFRA_FATAL, signature, phase, look.detail());
    }

    private boolean isPast(Optional<Instant> start, Duration limit) {
        return start.filter(at -> at.plus(limit).isBefore(clock.instant())).isPresent();
    }

    private static Optional<Failure> fail(FailureClass failureClass, String signature, Phase phase, String evidence) {
        return Optional.of(new Failure(failureClass, signature, phase, evidence));
    }
}
