package io.vastctl.provision;

import io.vastctl.outcome.Failure;

/** What came of a create request. */
sealed interface Rented {

    /** The instance exists and is ours. */
    record Contract(long instanceId) implements Rented {}

    /** The instance exists although the API called it an error: it bills and must go. */
    record Broken(long instanceId, Failure failure) implements Rented {}

    /** Nothing was made. */
    record Refused(Failure failure) implements Rented {}

    /** Nobody can tell: the journal keeps the label. */
    record Unsettled(Failure failure) implements Rented {}
}
