package io.vastctl.simulator.box.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A file system of texts. Paths are absolute and without dots, as {@link #resolve} gives them. */
public interface Files {

    /** The text of a file as it is now; empty if there is none or it is a folder. */
    Optional<String> read(String path);

    /** Whether there is such a folder. */
    boolean isDirectory(String path);

    /** The names in a folder, sorted. */
    List<String> children(String directory);

    /** Writes a file anew. */
    boolean write(String path, String text);

    /** Makes a folder and those above it. */
    void makeDirectory(String path);

    /** Removes a file, or a folder with all that is in it. */
    boolean remove(String path);

    /** Whether there is anything of that name. */
    default boolean exists(String path) {
        return isDirectory(path) || read(path).isPresent();
    }

    /** An absolute path from one that may be relative to a folder. */
    static String resolve(String folder, String path) {
        Deque<String> names = new ArrayDeque<>();
        String whole = path.startsWith("/") ? path : folder + "/" + path;
        for (String name : whole.split("/", -1)) {
            if (name.equals("..")) names.pollLast();
            else if (!name.isEmpty() && !name.equals(".")) names.addLast(name);
        }
        return "/" + String.join("/", names);
    }

    /** The folder that a path lies in. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** The last name of a path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
