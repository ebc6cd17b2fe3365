package io.vastctl.memory;

import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Waits until another process has brought the tables up to date, which takes minutes where they have millions of rows.
 *
 * @param told hears once that it waits, and why
 */
record UpdateTurn(Consumer<String> told) {

    /** What one try waits by itself. */
    static final int TRY_MS = 1_000;

    /** About half an hour. */
    private static final int TRIES = 1_800;

    /** For what nobody else has open, or nobody is there to be told. */
    static UpdateTurn unheard() {
        return new UpdateTurn(line -> {});
    }

    /** Something that another process may keep us from for the moment. */
    @FunctionalInterface
    interface Try {
        void run() throws SQLException;
    }

    /**
     * Tries until nobody is in the way.
     *
     * @param busy whether another process was
     * @throws SQLException what went wrong otherwise, or if it is still in the way after about half an hour
     */
    void take(String name, Try work, Predicate<SQLException> busy) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                work.run();
                return;
            } catch (SQLException e) {
                if (!busy.test(e) || tries >= TRIES) throw e;
                if (tries == 1)
                    told.accept(
                            "another process has " + name + " locked, perhaps to bring it up to date; waiting for it");
            }
        }
    }
}
