package io.vastctl.simulator.box.shell;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What was written, over files that the machine itself shows. Safe for several threads. */
public final class LayeredFiles implements Files {

    /** Files that follow from the state of the machine. */
    public interface Base {
        /** The text as it is now. */
        Optional<String> read(String path);

        /** The same as bytes in UTF-8, which are not to be changed. */
        default Optional<byte[]> bytes(String path) {
            return read(path).map(text -> text.getBytes(StandardCharsets.UTF_8));
        }

        /** The paths of all that can be read now; a name that ends with a slash is an empty folder. */
        Set<String> paths();

        /** Something that is equal as long as {@link #paths} has not changed. */
        default Object state() {
            return new Object();
        }

        /** Whether writing that file is the machine's own affair, because others follow what it says. */
        default boolean keeps(String path) {
            return false;
        }

        /** Somebody wrote a file that it keeps, or removed it if the text is empty. */
        default void change(String path, Optional<String> text) {}
    }

    private final Base base;
    private final Map<String, String> written = new HashMap<>();
    private final Set<String> folders = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private List<String> shown = List.of();
    private Set<String> shownFolders = Set.of();
    private Object shownAt = this;

    /** Nothing is written yet. */
    public LayeredFiles(Base base) {
        this.base = base;
    }

    @Override
    public synchronized Optional<String> read(String path) {
        if (written.containsKey(path)) return Optional.of(written.get(path));
        return isRemoved(path) ? Optional.empty() : base.read(path);
    }

    /** The same as bytes in UTF-8, which are not to be changed. */
    public synchronized Optional<byte[]> bytes(String path) {
        if (written.containsKey(path)) return Optional.of(written.get(path).getBytes(StandardCharsets.UTF_8));
        return isRemoved(path) ? Optional.empty() : base.bytes(path);
    }

    @Override
    public synchronized boolean isDirectory(String path) {
        if (path.equals("/") || folders.contains(path)) return true;
        shown();
        if (shownFolders.contains(path)) return true;
        if (written.isEmpty() && folders.isEmpty()) return false;
        String inside = path + "/";
        return Stream.concat(written.keySet().stream(), folders.stream()).anyMatch(file -> file.startsWith(inside));
    }

    @Override
    public synchronized List<String> children(String directory) {
        String prefix = directory.equals("/") ? "/" : directory + "/";
        TreeSet<String> names = new TreeSet<>();
        all().filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()))
                .map(rest -> rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return List.copyOf(names);
    }

    @Override
    public synchronized boolean write(String path, String text) {
        if (path.equals("/dev/null")) return true;
        if (path.startsWith("/proc/") || path.startsWith("/sys/")) return false;
        if (isDirectory(path) || !isDirectory(Files.parent(path))) return false;
        if (base.keeps(path)) base.change(path, Optional.of(text));
        else written.put(path, text);
        return true;
    }

    @Override
    public synchronized void makeDirectory(String path) {
        folders.add(path);
    }

    @Override
    public synchronized boolean remove(String path) {
        if (!exists(path)) return false;
        if (base.keeps(path)) {
            base.change(path, Optional.empty());
            return true;
        }
        written.keySet().removeIf(file -> isIn(file, path));
        folders.removeIf(made -> isIn(made, path));
        removed.add(path);
        return true;
    }

    /** What the machine shows and nobody removed; nothing that was removed ever comes back to it. */
    private List<String> shown() {
        Object now = List.of(base.state(), removed.size());
        if (!now.equals(shownAt)) {
            shown = base.paths().stream().filter(path -> !isRemoved(path)).toList();
            shownFolders = foldersOf(shown);
            shownAt = now;
        }
        return shown;
    }

    /** All folders that something lies in; a name that ends with a slash is one itself. */
    private static Set<String> foldersOf(List<String> paths) {
        Set<String> all = new HashSet<>();
        for (String path : paths) {
            int slash = path.lastIndexOf('/');
            while (slash > 0 && all.add(path.substring(0, slash))) slash = path.lastIndexOf('/', slash - 1);
        }
        return all;
    }

    private Stream<String> all() {
        return Stream.of(
                        shown().stream(),
                        written.keySet().stream(),
                        folders.stream().map(folder -> folder + "/"))
                .flatMap(paths -> paths);
    }

    private boolean isRemoved(String path) {
        if (removed.isEmpty()) return false;
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1))
            if (removed.contains(path.substring(0, slash))) return true;
        return removed.contains(path);
    }

    private static boolean isIn(String path, String top) {
        return path.equals(top) || path.startsWith(top + "/");
    }
}
