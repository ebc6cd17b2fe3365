package io.vastctl.cli.errand;

import io.vastctl.cli.text.Words;
import io.vastctl.memory.RunsOn;
import io.vastctl.memory.StoreException;
import io.vastctl.provision.Pulse;
import io.vastctl.time.Sleeper;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a memory on a server, which holds among all machines that use it: a row with a sign of life every five
 * seconds. A process that was killed holds it for a minute at most, and not at all for those on its own machine.
 */
public final class ServerRunLock implements RunLock {

    private static final Logger LOG = LoggerFactory.getLogger(ServerRunLock.class);

    private final RunsOn runs;
    private final Pulse pulse;
    private final String machine;
    private final String id = UUID.randomUUID().toString();
    private final long pid = ProcessHandle.current().pid();
    private Optional<Pulse.Beating> heart = Optional.empty();

    /**
     * The lock of that memory.
     *
     * @param machine the name of this one, for people; may be empty
     */
    public ServerRunLock(RunsOn runs, Pulse pulse, String machine) {
        this.runs = runs;
        this.pulse = pulse;
        this.machine = machine;
    }

    @Override
    public void join(String name, Sleeper sleeper) {
        runs.join(id, signed(name), pid);
        beat(signed(name));
    }

    @Override
    public boolean joinAlone(String name) {
        if (!runs.joinAlone(id, signed(name), pid)) return false;
        beat(signed(name));
        return true;
    }

    private String signed(String name) {
        return machine.isEmpty() ? name : name + ", on " + machine;
    }

    private void beat(String holder) {
        heart = Optional.of(pulse.start(RunsOn.beat(), () -> {
            try {
                runs.beat(id, holder, pid);
            } catch (RuntimeException e) {
                LOG.warn("no sign of the run could be written: {}", e.getMessage());
            }
        }));
    }

    @Override
    public Optional<String> holder() {
        return runs.others(id).map(Words::printable);
    }

    @Override
    public void close() {
        if (heart.isEmpty()) return;
        heart.get().close();
        try {
            runs.leave(id);
        } catch (StoreException e) {
            LOG.warn("the end of the run could not be written: {}", e.getMessage());
        }
    }
}
