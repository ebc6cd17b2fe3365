package io.vastctl.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Counts every call that a run makes to the outside, and lets a test step in at one of them. */
final class Calls {

    /** Told the name and the number of each call before it is carried out; may throw or interrupt. */
    ObjIntConsumer<String> before = (name, number) -> {};

    private final List<String> names = new ArrayList<>();

    void made(String name) {
        names.add(name);
        before.accept(name, names.size());
    }

    List<String> names() {
        return List.copyOf(names);
    }

    long count(String name) {
        return names.stream().filter(name::equals).count();
    }
}
