package io.vastctl.ssh;

import io.vastctl.instance.SshEndpoint;
import java.io.IOException;

/** The way into machines that run inside this process, in place of SSH over a network. */
@FunctionalInterface
public interface BoxDoor {

    /**
     * Logs in.
     *
     * @throws DoorShutException with the trouble that SSH would have met
     */
    BoxLine open(SshEndpoint endpoint) throws IOException;
}
