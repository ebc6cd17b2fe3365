package io.vastctl.readiness;

import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An adapter for tests that does what the probe {@code stage} says: {@code ready}, {@code throw}, {@code
 * overflow}, {@code fail CLASS signature}, or a phase, with {@code @0.25} behind it
 * for the share that is done and {@code +} for progress.
 */
public class ScriptedAdapter implements ReadinessAdapter {

    public static final String STAGE = "stage";

    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public Duration startupWindow() {
        return Duration.ofMinutes(15);
    }

    @Override
    public String startScript(Workload workload) {
        return workload.startScript().orElse("serve");
    }

    @Override
    public List<Probe> probes(Workload workload) {
        return List.of(Probe.run(STAGE, "cat /stage", Duration.ofSeconds(10)));
    }

    @Override
    public Assessment assess(ProbeReport now, Optional<ProbeReport> before) {
        String stage = now.stdout(STAGE);
        if (stage.equals("ready")) return new Assessment.Ready();
        if (stage.equals("throw")) throw new IllegalStateException("the plug-in is broken");
        if (stage.equals("overflow")) throw new StackOverflowError("a pattern ran away");
        if (stage.startsWith("fail ")) {
            String[] words = stage.split(" ", 3);
            return new Assessment.Failed(FailureClass.valueOf(words[1]), words[2], "the log says " + words[2]);
        }
        boolean advanced = stage.endsWith("+");
        String[] words = (advanced ? stage.substring(0, stage.length() - 1) : stage).split("@", 2);
        OptionalDouble share =
                words.length == 2 ? OptionalDouble.of(Double.parseDouble(words[1])) : OptionalDouble.empty();
        return new Assessment.WarmingUp(Phase.valueOf(words[0]), words[0], share, advanced, "stage " + stage);
    }
}
