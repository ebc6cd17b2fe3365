package io.vastctl.provision;

import io.vastctl.memory.Origin;
import io.vastctl.memory.PastStarts;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.FakeMachine;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A {@link RunRig} that hedges, with a history in which the image is there within 40 s. */
final class HedgeRig {

    static final int PULL_SECONDS = 40;

    private HedgeRig() {}

    static RunRig open(Path folder) {
        return open(folder, 12);
    }

    /** With so many starts in its history. */
    static RunRig open(Path folder, int starts) {
        RunRig bench = RunRig.onOneClock(folder);
        PastStarts.record(
                bench.history,
                Origin.REAL,
                bench.workload.version(),
                starts,
                bench.time.instant(),
                Map.of(Phase.IMAGE_PULL, PULL_SECONDS, Phase.SSH, 10, Phase.MODEL_LOAD, 20, Phase.FIRST_TOKEN, 1));
        bench.hedge = true;
        return bench;
    }

    /** A machine that needs so long for the image, and half a minute more to be ready. */
    static Consumer<FakeMachine> pulling(int seconds) {
        return machine -> {
            machine.api = age -> FakeMachine.seen(
                    FakeMachine.before(age, seconds) ? machine.loading("Pulling fs layer") : machine.running());
            machine.ssh = age -> FakeMachine.before(age, seconds + 10)
                    ? FakeMachine.refused()
                    : FakeMachine.answered(FakeMachine.before(age, seconds + 30) ? "MODEL_LOAD+" : "ready");
        };
    }

    /** The same, and then its host says that its container runtime is broken. */
    static Consumer<FakeMachine> breakingAfter(int seconds) {
        return machine -> machine.api = age -> FakeMachine.seen(
                FakeMachine.before(age, seconds)
                        ? machine.loading("Pulling fs layer")
                        : machine.status("created", "running", "failed to inject CDI devices: x", Map.of()));
    }
}
