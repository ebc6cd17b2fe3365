package io.vastctl.memory;

import io.vastctl.time.Sleeper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Where this machine keeps what a server cannot take down while it is away, and who hears of what is waited for; of a file,
 * only the latter counts.
 *
 * @param state stands for that server on this machine; the spools lie beside it, and carry its name
 * @param wall real time
 * @param sleeper lets that pass
 * @param told hears what the operator should know, one line at a time, without the program's name
 */
public record SpoolPlace(Path state, Clock wall, Sleeper sleeper, Consumer<String> told) {}
