/**
 * What vastctl remembers between runs: the journal of rentals, the history of runs, settings. One SQLite file, shared by
 * all processes of one user, or a PostgreSQL server, shared by a team. Facts are stored as they happened; every score is
 * computed when reading.
 */
@NullMarked
package io.vastctl.memory;

import org.jspecify.annotations.NullMarked;
