package io.vastctl.simulator.box.shell;

/** Something that a command names. */
@FunctionalInterface
public interface Program {

    /**
     * Runs it to its end.
     *
     * @return the exit status, 0 to 255
     */
    int run(Call call);
}
