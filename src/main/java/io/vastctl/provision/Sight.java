package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.provision.sweep.SweepDecision;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.util.List;
import java.util.Optional;

/** What a read by its number says of a rental that a listing left out. */
public enum Sight {
    GONE,
    OURS,
    /** The market cannot tell, or shows something of another label. */
    DOUBTFUL;

    /** What has no number yet cannot be asked for, and is gone as far as this goes. */
    public static Sight of(Entry entry, VastApi api) throws InterruptedException {
        if (entry.instanceId().isEmpty()) return GONE;
        try {
            Optional<Instance> shown = api.show(entry.instanceId().getAsLong());
            if (shown.isEmpty()) return GONE;
            boolean ours = SweepDecision.sighting(entry, List.of(shown.get())).isPresent();
            return ours ? OURS : DOUBTFUL;
        } catch (VastApiException e) {
            return DOUBTFUL;
        }
    }
}
