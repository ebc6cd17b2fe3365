package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Judges SSH: never reachable, refused, or lost. Trouble here says nothing about the workload. */
final class LoginWatch {

    private final ReadinessLimits limits;
    private final Since unreachable;
    private final Since keyRefused;
    private final Since forwardingFailed;
    private boolean everReached;

    LoginWatch(ReadinessLimits limits, Clock clock) {
        this.limits = limits;
        unreachable = new Since(clock);
        keyRefused = new Since(clock);
        forwardingFailed = new Since(clock);
    }

    boolean everReached() {
        return everReached;
    }

    /** Whether the last try got through. */
    boolean isAnswering() {
        return everReached && !unreachable.isOn();
    }

    /** For how long no try has got through. */
    Duration silence() {
        return unreachable.duration();
    }

    /** Notes that the machine answered. */
    void reached() {
        everReached = true;
        unreachable.holds(false);
        keyRefused.holds(false);
        forwardingFailed.holds(false);
    }

    /** Takes in one failed try; a failure ends the attempt. */
    Optional<Failure> note(ProbeLook.Unreachable look, Phase phase) {
        boolean refused = look.trouble() == ProbeLook.Trouble.KEY_REFUSED;
        unreachable.holds(true);
        // Two paths may fail in turn, so only a login ends a refusal, not another kind of trouble.
        if (refused) keyRefused.holds(true);
        forwardingFailed.holds(look.trouble() == ProbeLook.Trouble.FORWARDING_FAILED);
        if (look.trouble() == ProbeLook.Trouble.HOST_KEY_CHANGED)
            return fail(FailureClass.UNKNOWN, "ssh-host-key-changed", phase, look.detail());
        if (refused && keyRefused.longerThan(limits.keyRefused()))
            return fail(FailureClass.UNKNOWN, "ssh-key-refused", phase, look.detail());
        if (forwardingFailed.longerThan(limits.forwardingFailed()))
            return fail(FailureClass.INFRA_FATAL, "ssh-forwarding-failed", phase, look.detail());
        if (!everReached && unreachable.longerThan(limits.sshUnreachable()))
            return fail(FailureClass.INFRA_FATAL, "ssh-unreachable", phase, look.detail());
        if (everReached && unreachable.longerThan(limits.sshLost()))
            return fail(FailureClass.INFRA_FATAL, "ssh-lost", phase, look.detail());
        return Optional.empty();
    }

    private static Optional<Failure> fail(FailureClass failureClass, String signature, Phase phase, String evidence) {
        return Optional.of(new Failure(failureClass, signature, phase, evidence));
    }
}
