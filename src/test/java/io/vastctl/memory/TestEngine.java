package io.vastctl.memory;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** What the stores are tested on, each of them with the same tests. */
public enum TestEngine {
    SQLITE {
        @Override
        public Database open(Path place, Clock clock) {
            return Database.open(place, clock);
        }

        @Override
        String address(Path place) {
            return place.toString();
        }
    },
    POSTGRESQL {
        @Override
        public Database open(Path place, Clock clock) {
            return Database.on(new PostgresServer(address(place), Map.of()).withoutTime(), clock, () -> false);
        }

        @Override
        String address(Path place) {
            return EmbeddedServer.withTablesFor(place.toAbsolutePath());
        }
    };

    /**
     * Opens the database of that place, which is new the first time.
     *
     * @param clock also counts where the database has a time of its own
     */
    public abstract Database open(Path place, Clock clock);

    /** What {@code --state} would say. */
    abstract String address(Path place);
}
