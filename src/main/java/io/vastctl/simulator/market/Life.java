package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of a container, known in full when the contract is made. Every instant may be
 * {@link Instant#MAX}: never.
 *
 * @param created when the contract was made
 * @param detailsAt until then the API shows the id alone
 * @param portsAt until then the API leaves out the ports, though the container may run
 * @param loadingAt the pull begins
 * @param pullEnds the pull would end then, if it moves on
 * @param stuckAt share of the pull, 0 to 1, beyond which it does not move
 * @param runningAt the container is up
 * @param halt a failure of the host or the image that ends it before it runs
 * @param sshAt sshd answers
 * @param sshEndsAt SSH breaks for good
 * @param offlineAt the host vanishes
 */
public record Life(
        Instant created,
        Instant detailsAt,
        Instant portsAt,
        Instant loadingAt,
        Instant pullEnds,
        double stuckAt,
        Instant runningAt,
        Optional<Halt> halt,
        Instant sshAt,
        Instant sshEndsAt,
        Instant offlineAt) {

    /**
     * The end of a start that failed.
     *
     * @param status the {@code actual_status} from then on
     * @param stopped whether the host gave up, so that the contract's states say stopped
     */
    public record Halt(Instant at, String status, boolean stopped, String message) {}

    /** Whether the start has failed. */
    public boolean halted(Instant now) {
        return halt.isPresent() && !now.isBefore(halt.get().at());
    }

    boolean offline(Instant now) {
        return !now.isBefore(offlineAt);
    }

    /** Whether the container is up. */
    public boolean running(Instant now) {
        return !now.isBefore(runningAt) && !offline(now) && !halted(now);
    }

    /** Whether sshd answers. */
    public boolean sshAnswers(Instant now) {
        return running(now) && !now.isBefore(sshAt) && now.isBefore(sshEndsAt);
    }

    /** Share of the image that has arrived. */
    public double pulled(Instant now) {
        if (now.isBefore(loadingAt)) return 0;
        Instant until =
                halt.isPresent() && halt.get().at().isBefore(now) ? halt.get().at() : now;
        double whole = Duration.between(loadingAt, pullEnds).toMillis();
        double share = Duration.between(loadingAt, until).toMillis() / Math.max(1, whole);
        return Math.min(stuckAt, Math.max(0, Math.min(1, share)));
    }

    /** The {@code actual_status}; empty while the contract is being set up. */
    public Optional<String> actualStatus(Instant now) {
        if (offline(now)) return Optional.of("offline");
        if (halted(now)) return halt.map(Halt::status);
        if (now.isBefore(loadingAt)) return Optional.empty();
        if (pulled(now) < 1) return Optional.of("loading");
        return Optional.of(now.isBefore(runningAt) ? "created" : "running");
    }

    /** Whether the host gave up. */
    public boolean stopped(Instant now) {
        return halted(now) && halt.map(Halt::stopped).orElse(false);
    }
}
