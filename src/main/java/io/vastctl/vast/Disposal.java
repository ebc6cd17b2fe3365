package io.vastctl.vast;

import io.vastctl.instance.Instance;
import java.util.Optional;

/** What it takes to get rid of an instance and to prove it, and nothing besides. */
public interface Disposal {

    /** One instance; empty when the API says there is none. A bad key is an exception, never empty. */
    Optional<Instance> show(long instanceId) throws InterruptedException;

    /** Asks for destruction; returns normally too when the instance is already gone. Proves nothing. */
    void destroy(long instanceId) throws InterruptedException;
}
