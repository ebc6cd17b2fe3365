package io.vastctl.simulator.box.shell;

import java.util.List;
import java.util.Optional;

/**
 * One program being run.
 *
 * @param name as it was called
 * @param arguments without the name
 */
public record Call(String name, List<String> arguments, Streams io, Shell shell) {

    /** Writes to the standard output. */
    public void out(String text) {
        io.out().write(text);
    }

    /** Writes a line {@code NAME: MESSAGE} to the standard error, and gives that status back. */
    public int fail(int status, String message) {
        io.err().line(name + ": " + message);
        return status;
    }

    /** The path as the file system knows it. */
    public String path(String written) {
        return Files.resolve(shell.folder(), written);
    }

    /** The file's text; a dash is the standard input. */
    public Optional<String> read(String written) {
        return written.equals("-")
                ? Optional.of(io.in().all())
                : shell.world().files().read(path(written));
    }

    /** Why {@link #read} gave nothing. */
    public String whyUnreadable(String written) {
        return shell.world().files().isDirectory(path(written)) ? "Is a directory" : "No such file or directory";
    }
}
