package io.vastctl.vast;

import java.util.Optional;

/**
 * Changes living instances. Every method throws {@link VastApiException}: {@link ApiProblem#NOT_FOUND}
 * when there is no such instance, {@link ApiProblem#AUTH} for a bad key. A normal return means that the
 * API took the wish on; only the status fields show what came of it.
 *
 * <p>Start, stop, label and bid set a value and are sent again after trouble that passes. Reboot, recycle
 * and execute are more when made twice: where one of them may have been carried out they throw {@link
 * UnclearCallException} and are not sent again.
 */
public interface InstanceControl {

    StartAnswer start(long instanceId) throws InterruptedException;

    /** Ends the GPU's billing once the container has exited; the disk bills on. Calls off a queued start. */
    void stop(long instanceId) throws InterruptedException;

    /**
     * Gives it another label.
     *
     * @param label at most 1024 characters, else {@link IllegalArgumentException}
     */
    void relabel(long instanceId, String label) throws InterruptedException;

    /** Stops and starts the container; it keeps its GPU and its files. */
    void reboot(long instanceId) throws InterruptedException;

    /** Makes the container anew from a fresh pull; it keeps its GPU, and what was written into it is lost. */
    void recycle(long instanceId) throws InterruptedException;

    /**
     * Bids another price; for interruptible rentals.
     *
     * @param dollarsPerHour USD per hour for the whole machine, from 0.001 to 32, else {@link
     *     IllegalArgumentException}
     */
    void changeBid(long instanceId, double dollarsPerHour) throws InterruptedException;

    /** What the command printed; empty when the host has not uploaded it in time. */
    Optional<String> execute(long instanceId, ContainerCommand command) throws InterruptedException;

    /** The lines, or their beginning if they take more than 8 MB; empty when none came in time. */
    Optional<String> logs(long instanceId, LogRequest wanted) throws InterruptedException;
}
