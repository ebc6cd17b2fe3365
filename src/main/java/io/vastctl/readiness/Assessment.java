package io.vastctl.readiness;

import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.util.OptionalDouble;

/** What one look at a workload showed. Only {@link WarmingUp} is worth a second look. */
public sealed interface Assessment {

    /** The server says it is up, seen from inside the machine. The first token is still to be asked for. */
    record Ready() implements Assessment {}

    /**
     * Still on its way.
     *
     * @param phase where the server stands: MODEL_DOWNLOAD, MODEL_LOAD, ENGINE_WARMUP or API_UP
     * @param stage the adapter's own finer word for it, such as {@code cuda-graphs}
     * @param progress 0 to 1 within the stage, where the server tells it
     * @param advanced whether there was semantic progress since the look before: a later stage, more
     *     bytes, shards or graphs; a longer log alone is none
     * @param detail one line for people
     */
    record WarmingUp(Phase phase, String stage, OptionalDouble progress, boolean advanced, String detail)
            implements Assessment {}

    /**
     * It will not come up.
     *
     * @param signature stable short name of the cause
     * @param evidence the lines that show it
     */
    record Failed(FailureClass failureClass, String signature, String evidence) implements Assessment {}
}
