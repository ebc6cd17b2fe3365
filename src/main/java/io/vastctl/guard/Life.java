package io.vastctl.guard;

import io.vastctl.instance.InstanceStatus;
import io.vastctl.offer.RentalType;

/** What the marketplace says about a rental. */
public enum Life {
    RUNNING,
    /** Being set up, or coming up again after a reboot or a recycle. */
    STARTING,
    /** It ended, or the host gave up: it does not come up by itself. */
    STOPPED,
    /** Stopped because somebody bids more; it comes back by itself when its bid leads again. */
    OUTBID,
    /** The host is lost; it may come back. Not billed meanwhile. */
    OFFLINE,
    /** No answer about it yet, or a word we do not know: neither good nor bad. */
    UNKNOWN;

    /** From the status words of the API. */
    public static Life of(InstanceStatus status, RentalType rentalType) {
        return switch (status) {
            case RUNNING -> RUNNING;
            case PENDING, LOADING, CREATED -> STARTING;
            case EXITED, STOPPED -> rentalType == RentalType.INTERRUPTIBLE ? OUTBID : STOPPED;
            case OFFLINE -> OFFLINE;
        };
    }
}
