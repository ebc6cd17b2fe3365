package io.vastctl.simulator.box.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a shell finds around it. */
public interface World {

    /** The machine's files. */
    Files files();

    /** Programs by name, besides the ordinary ones of {@link Programs}. */
    Map<String, Program> programs();

    /** The machine's clock. */
    Instant now();

    /** Lets that much of the machine's time pass. */
    void pass(Duration time);
}
