package io.vastctl.provision;

import java.util.ArrayList;
import java.util.List;

/** Counts every call that a run makes to the outside, and lets a test step in at one of them. */
public final class Calls {

    /** Told the name and the number of each call before it is carried out; may throw or interrupt. */
    public interface Hook {
        void before(String name, int number) throws InterruptedException;
    }

    public Hook before = (name, number) -> {};

    private final List<String> names = new ArrayList<>();

    void made(String name) throws InterruptedException {
        names.add(name);
        before.before(name, names.size());
    }

    /** For a call that cannot be interrupted: then the thread's flag tells of it. */
    void madeUndisturbed(String name) {
        try {
            made(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public List<String> names() {
        return List.copyOf(names);
    }

    public long count(String name) {
        return names.stream().filter(name::equals).count();
    }
}
