package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a container, known in full when it begins. Every instant may be {@link Instant#MAX}: never.
 *
 * @param created when the contract was made
 * @param detailsAt until then the API shows the id alone
 * @param portsAt until then the API leaves out the ports, though the container may run
 * @param prelude the {@code actual_status} until the pull begins: empty just after create, {@code exited} left over
 *     from an earlier run after a start, {@code rebooting}, {@code recycling}
 * @param loadingAt the pull begins; where the image is there already, the container starts
 * @param pullEnds the pull would end then, if it moves on
 * @param stuckAt share of the pull, 0 to 1, beyond which it does not move
 * @param falter the {@code actual_status} between pull and run: {@code created}, or a passing {@code exited}
 * @param runningAt the container is up
 * @param halt a failure of the host, the image or the container that ends it
 * @param sshAt sshd answers
 * @param sshEndsAt SSH breaks for good
 */
public record Life(
        Instant created,
        Instant detailsAt,
        Instant portsAt,
        Optional<String> prelude,
        Instant loadingAt,
        Instant pullEnds,
        double stuckAt,
        String falter,
        Instant runningAt,
        Optional<Halt> halt,
        Instant sshAt,
        Instant sshEndsAt) {

    /**
     * The end of a run that failed.
     *
     * @param status the {@code actual_status} from then on
     * @param stopped whether the host gave up, so that the contract's states say stopped
     */
    public record Halt(Instant at, String status, boolean stopped, String message) {}

    /** Whether the run has failed. */
    public boolean halted(Instant now) {
        return halt.isPresent() && !now.isBefore(halt.get().at());
    }

    /** Whether the container will be up at some time. */
    boolean everRuns() {
        return !runningAt.equals(Instant.MAX)
                && halt.filter(end -> !end.at().isAfter(runningAt)).isEmpty();
    }

    /** Whether the container is up. */
    public boolean running(Instant now) {
        return !now.isBefore(runningAt) && !halted(now);
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
        if (!until.isBefore(pullEnds)) return Math.min(stuckAt, 1);
        double whole = Duration.between(loadingAt, pullEnds).toMillis();
        double share = Duration.between(loadingAt, until).toMillis() / Math.max(1, whole);
        return Math.min(stuckAt, Math.max(0, Math.min(1, share)));
    }

    /** The {@code actual_status}; empty while the contract is being set up. */
    public Optional<String> actualStatus(Instant now) {
        if (halted(now)) return halt.map(Halt::status);
        if (now.isBefore(loadingAt)) return prelude;
        if (pulled(now) < 1) return Optional.of("loading");
        if (!now.isBefore(runningAt)) return Optional.of("running");
        return Optional.of(falter);
    }

    /** Whether the host gave up. */
    public boolean stopped(Instant now) {
        return halted(now) && halt.map(Halt::stopped).orElse(false);
    }
}
