package io.vastctl.guard;

/** The steps of healing before another machine, smallest first. */
public enum Step {
    /** The server process, over SSH; what was loaded from the disk stays there. */
    RESTART_SERVER,
    /** The container is stopped and started; the machine stays ours. */
    REBOOT,
    /** The container is made anew from the image; what was written into it is gone. */
    RECYCLE
}
