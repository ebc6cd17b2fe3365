package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.StoreException;
import io.vastctl.vast.VastApiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run does for its rentals once their attempts are over: those that came back, and those that are kept. */
public final class Aftercare {

    private static final Logger LOG = LoggerFactory.getLogger(Aftercare.class);

    private final Surroundings world;
    private final RunMemory memory;
    private final RunEvent.Listener listener;
    private final Troubles troubles;
    private final RunRecord record;
    private final String labelPrefix;
    private final Provisioner.Keeping keeping;
    private final Set<String> caredFor = new HashSet<>();
    private final List<Leftover> leftovers = new ArrayList<>();

    public Aftercare(
            Surroundings world,
            RunMemory memory,
            RunEvent.Listener listener,
            Troubles troubles,
            RunRecord record,
            String labelPrefix,
            Provisioner.Keeping keeping) {
        this.world = world;
        this.memory = memory;
        this.listener = listener;
        this.troubles = troubles;
        this.record = record;
        this.labelPrefix = labelPrefix;
        this.keeping = keeping;
    }

    /** What came back and did not go again. */
    public List<Leftover> leftovers() {
        return leftovers;
    }

    /** What was proven gone may be listed again: destroys it once more, and returns the listing without it. */
    List<Instance> lookAgain(List<Instance> listing, OptionalLong payer) {
        Removal removal = new LaterLook(
                        world.api(), memory.journal(), world.market(), labelPrefix, world.clock(), world.sleeper())
                .on(listing, payer);
        for (Settled settled : removal.settled())
            settled.verdict()
                    .ifPresent(verdict -> listener.hear(new RunEvent.CameBack(verdict.instanceId(), settled.what())));
        leftovers.addAll(removal.leftovers());
        return LaterLook.without(listing, removal);
    }

    /** Once more after the last teardown; a listing that fails takes nothing away from the proof. */
    public void lookAfterwards(List<AttemptResult> attempts, OptionalLong payer) {
        boolean destroyed = attempts.stream().anyMatch(attempt -> attempt.cleanup() == Cleanup.DESTROYED);
        if (!destroyed) return;
        try {
            lookAgain(world.api().list(), payer);
            new Billing(world.api(), memory.journal().bills(), world.market(), world.clock()).settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (VastApiException e) {
            LOG.warn("no look after the last teardown: {}", e.getMessage());
        } catch (StoreException e) {
            // The next command looks; what this run did is noted all the same.
            if (e.away()) LOG.warn("no look after the last teardown: {}", e.getMessage());
            else troubles.note(e);
        } catch (RuntimeException | Error e) {
            troubles.note(e);
        }
    }

    /** Each only once. */
    void takeCareOfWhatIsKept(List<AttemptResult> attempts) {
        try {
            for (AttemptResult attempt : attempts)
                if (attempt.key().isPresent() && caredFor.add(attempt.label())) keeping.keep(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The endpoint works; what could not be done for it is told, and does not take it away.
            LOG.warn("what is kept: {}", e.getMessage());
        }
    }

    /** Nobody waits for the endpoint any more. */
    AttemptResult givenUp(AttemptResult attempt) {
        if (attempt.key().isEmpty()) return attempt;
        AttemptResult given = new Surrender(world, memory.journal(), listener, troubles).of(attempt);
        troubles.written(() -> record.cleanedUp(given));
        return given;
    }
}
