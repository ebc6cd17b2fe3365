package io.vastctl.provision;

import io.vastctl.memory.Journal.Entry;
import java.util.Optional;

/**
 * What a sweep did about one rental.
 *
 * @param entry as it was before
 * @param what one line for the operator
 * @param verdict where an instance was to be destroyed
 */
public record Settled(Entry entry, String what, Optional<DestroyVerdict> verdict) {}
