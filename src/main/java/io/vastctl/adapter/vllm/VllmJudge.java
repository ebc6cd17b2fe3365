package io.vastctl.adapter.vllm;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Assessment.Ready;
import io.vastctl.readiness.Assessment.WarmingUp;
import io.vastctl.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What two looks at a server come to. Pure. */
final class VllmJudge {

    private VllmJudge() {}

    static Assessment of(VllmLook now, Optional<VllmLook> before) {
        if (now.process().hasExited()) return dead(now);
        if (now.isHealthy() && !now.saysEngineGone()) return healthy(now, before);
        return isGone(now, before) ? dead(now) : warmingUp(now, before);
    }

    private static boolean isGone(VllmLook now, Optional<VllmLook> before) {
        if (now.process().isAbsent()) {
            boolean wasThere = before.filter(look -> look.process().wasSeen()).isPresent();
            // A log with nothing but our marker is a start that has just begun anew.
            return now.run().death().isLastWord() || (wasThere && now.run().hasSpoken());
        }
        // The main process may outlive its engine by some seconds, or for ever.
        return now.saysEngineGone() && before.filter(VllmLook::saysEngineGone).isPresent();
    }

    private static Assessment healthy(VllmLook now, Optional<VllmLook> before) {
        Optional<List<String>> listed = VllmServed.listed(now.models());
        if (listed.isEmpty() || listed.get().isEmpty()) {
            String detail = "healthy, but there is no model list yet";
            return warmingUp(VllmStage.LISTENING, OptionalDouble.empty(), advanced(now, before), detail);
        }
        Optional<String> expected = now.workload().map(VllmServed::name);
        if (expected.isEmpty() || listed.get().contains(expected.get())) return new Ready();
        return new Failed(
                FailureClass.WORKLOAD_FATAL,
                "wrong-model-served",
                "expected " + expected.get() + ", listed: " + String.join(", ", listed.get()));
    }

    private static Failed dead(VllmLook now) {
        return VllmLogVerdict.ofDead(now).failed();
    }

    static WarmingUp warmingUp(VllmLook now, Optional<VllmLook> before) {
        VllmProgress progress = now.progress();
        double modelGb = now.workload().map(Workload::modelGb).orElse(0.0);
        return warmingUp(progress.stage(), progress.within(modelGb), advanced(now, before), progress.describe(modelGb));
    }

    /** Without a look to compare with, nothing is known to have moved. */
    private static boolean advanced(VllmLook now, Optional<VllmLook> before) {
        return before.filter(look -> now.progress().isBeyond(look.progress())).isPresent();
    }

    private static WarmingUp warmingUp(VllmStage stage, OptionalDouble share, boolean advanced, String detail) {
        return new WarmingUp(stage.phase(), stage.word(), share, advanced, detail);
    }
}
