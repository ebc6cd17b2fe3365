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
        return read(path).isPresent() || isDirectory(path);
    }

    /** An absolute path from one that may be relative to a folder. */
    static String resolve(String folder, String path) {
        String whole = path.startsWith("/") ? path : folder + "/" + path;
        if (isPlain(whole)) return whole;
        Deque<String> names = new ArrayDeque<>();
        for (String name : whole.split("/", -1)) {
            if (name.equals("..")) names.pollLast();
            else if (!name.isEmpty() && !name.equals(".")) names.addLast(name);
        }
        return "/" + String.join("/", names);
    }

    /** Whether an absolute path has no dots, doubled slashes or slash at its end to be taken out. */
    private static boolean isPlain(String path) {
        for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (slash + 1 == path.length() || path.charAt(slash + 1) == '/') return false;
            if (path.charAt(slash + 1) != '.') continue;
            int end = path.indexOf('/', slash + 1);
            int size = (end < 0 ? path.length() : end) - slash - 1;
            if (size == 1 || (size == 2 && path.charAt(slash + 2) == '.')) return false;
        }
        return true;
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
