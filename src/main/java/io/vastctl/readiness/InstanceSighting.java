package io.vastctl.readiness;

import io.vastctl.instance.Instance;

/** What one API look at the instance showed. */
public sealed interface InstanceSighting {

    /** Takes a look; bounds its own time. */
    @FunctionalInterface
    interface Look {
        InstanceSighting once() throws InterruptedException;
    }

    record Seen(Instance instance) implements InstanceSighting {}

    /** The API says there is no such instance. */
    record Gone() implements InstanceSighting {}

    /** The API could not be asked; says nothing about the instance. */
    record Blind(String detail) implements InstanceSighting {}
}
