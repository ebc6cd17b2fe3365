package io.vastctl.cli;

import io.vastctl.cli.errand.RunLock;
import io.vastctl.cli.errand.ServerRunLock;
import io.vastctl.cli.market.FollowingClock;
import io.vastctl.memory.Database;
import io.vastctl.memory.RunsOn;
import io.vastctl.memory.SpoolPlace;
import io.vastctl.memory.StateAddress;
import io.vastctl.memory.ThisHost;
import io.vastctl.provision.Pulse;
import io.vastctl.time.Sleeper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The way to what is remembered, in a file or on a server: opened at its first use, and the same from then on. */
final class MemoryDoor implements AutoCloseable {

    private final StatePlace place;
    private final Map<String, String> environment;
    private final Supplier<Clock> clock;
    private final Clock wall;
    private final Sleeper sleeper;
    private final PrintWriter err;
    private Optional<Database> database = Optional.empty();

    /**
     * Opens nothing yet.
     *
     * @param clock the one of the market in use, as soon as there is one
     * @param wall real time, whatever the market's is
     * @param sleeper lets that pass
     * @param err told of a server that is away, and that it is back
     */
    MemoryDoor(
            StatePlace place,
            Map<String, String> environment,
            Supplier<Clock> clock,
            Clock wall,
            Sleeper sleeper,
            PrintWriter err) {
        this.place = place;
        this.environment = environment;
        this.clock = clock;
        this.wall = wall;
        this.sleeper = sleeper;
        this.err = err;
    }

    /** The database, made if there is none. */
    Database open() {
        if (database.isEmpty())
            database = Optional.of(
                    Database.open(place.address(), environment, marketTime(), this::isRealTime, Optional.of(spool())));
        return database.get();
    }

    /** The database, if there is one; none is made. */
    Optional<Database> known() {
        if (database.isEmpty())
            database = Database.openExisting(
                    place.address(), environment, marketTime(), this::isRealTime, Optional.of(spool()));
        return database;
    }

    /** The database, if it was opened already. */
    Optional<Database> opened() {
        return database;
    }

    /** Which runs are on with this memory: beside a file, or on the server among all machines. */
    RunLock runLock() {
        return inFile().map(RunLock::beside)
                .orElseGet(() -> new ServerRunLock(
                        runsOn(), Pulse.REAL, ThisHost.liveness().host().replaceFirst("/.*", "")));
    }

    /** Who has a run on with this memory. */
    Optional<String> whoRuns() {
        Optional<Path> file = inFile();
        return file.isPresent() ? RunLock.whoRuns(file.get()) : runsOn().others("");
    }

    private Optional<Path> inFile() {
        return place.address() instanceof StateAddress.InFile ? Optional.of(place.file()) : Optional.empty();
    }

    private RunsOn runsOn() {
        return new RunsOn(open(), wall, ThisHost.liveness());
    }

    /** Beside what else is of this machine; goes by real time, whatever the market's is. */
    private SpoolPlace spool() {
        return new SpoolPlace(place.file(), wall, sleeper, line -> {
            err.println("vastctl: " + line);
            err.flush();
        });
    }

    private boolean isRealTime() {
        return clock.get().equals(wall);
    }

    /** Shows the market's time also to a database that was opened before the market. */
    private Clock marketTime() {
        return new FollowingClock(clock);
    }

    @Override
    public void close() {
        database.ifPresent(Database::close);
    }
}
