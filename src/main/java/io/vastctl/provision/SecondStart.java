package io.vastctl.provision;

import io.vastctl.instance.InstanceStatus;
import io.vastctl.readiness.InstanceSighting;
import java.util.Optional;

/**
 * The looks at a rental, which start it once more if create left it stopped: a race of the marketplace that a
 * second request to start heals (vast-api.md, 6). A box that ran, or whose host gave a reason, is left as it is.
 */
final class SecondStart implements InstanceSighting.Look {

    private final RentedMachine machine;
    private boolean settled;
    private Optional<InstanceSighting> refused = Optional.empty();

    SecondStart(RentedMachine machine) {
        this.machine = machine;
    }

    /** After a start that was refused or only queued it stays with what it saw: the wait must not go on. */
    @Override
    public InstanceSighting once() throws InterruptedException {
        if (refused.isPresent()) return refused.get();
        InstanceSighting sighting = machine.look();
        if (settled || !(sighting instanceof InstanceSighting.Seen seen)) return sighting;
        InstanceStatus status = seen.instance().status();
        if (status != InstanceStatus.STOPPED) {
            settled = status == InstanceStatus.RUNNING;
            return sighting;
        }
        settled = true;
        boolean hostSaidWhy =
                seen.instance().statusMessage().filter(text -> !text.isBlank()).isPresent();
        if (hostSaidWhy) return sighting;
        if (!machine.start()) refused = Optional.of(sighting);
        return refused.isPresent() ? sighting : machine.look();
    }
}
