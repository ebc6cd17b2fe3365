package io.vastctl.start;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the class archive of a JAR: about 5 s of one processor, 300 MB of memory and 50 MB on disk. */
public final class ArchiveMaker {

    private static final int LONGEST_SECONDS = 180;

    private final Path jar;
    private final Path folder;
    private final AtomicReference<@Nullable Process> running = new AtomicReference<>();

    /**
     * @param jar the whole program
     * @param folder where the archive goes; made if it is missing
     */
    public ArchiveMaker(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    /** The process in the background: the JAR and the folder as arguments; it says nothing to anybody. */
    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[1]);
        ArchiveMaker maker = new ArchiveMaker(Path.of(args[0]), folder);
        Runtime.getRuntime().addShutdownHook(new Thread(maker::stop));
        try {
            maker.make();
            Attempt.in(folder).succeeded();
        } catch (IOException e) {
            // The attempt on record keeps the next commands from trying at once again.
            return;
        }
    }

    /**
     * Makes the archive unless there is a good one; waits if another process is at it.
     *
     * @return the archive
     * @throws IOException if it cannot be made; nothing unfinished stays behind, and what was there before is there still
     */
    public Path make() throws IOException, InterruptedException {
        PrivateFolder.make(folder);
        ArchiveFolder archives = new ArchiveFolder(folder);
        try (FileChannel lock =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            ArchiveKey key = ArchiveKey.of(jar);
            Optional<Path> there = held.isValid() ? archives.archive(key) : Optional.empty();
            if (there.isPresent()) return there.get();
            archives.removeUnfinished();
            try {
                return made(archives, key);
            } finally {
                archives.removeUnfinished();
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process is making it already", e);
        }
    }

    private Path made(ArchiveFolder archives, ArchiveKey key) throws IOException, InterruptedException {
        Path list = folder.resolve("classes.list.new");
        Path unfinished = folder.resolve("classes.jsa.new");
        try (InputStream classes = ArchiveMaker.class.getResourceAsStream("classes.list")) {
            if (classes == null) throw new IOException("the JAR has no list of classes");
            Files.copy(classes, list, StandardCopyOption.REPLACE_EXISTING);
        }
        run(
                "make it",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + unfinished,
                "-cp",
                jar.toString());
        // The checksums of all its parts, once; at each start that would take longer than the archive saves.
        run(
                "use it",
                "-Xshare:on",
                "-XX:+VerifySharedSpaces",
                "-XX:SharedArchiveFile=" + unfinished,
                "-jar",
                jar.toString(),
                "--version");
        if (!ArchiveKey.of(jar).equals(key)) throw new IOException(jar + " was replaced meanwhile");
        Path archive = archives.publish(unfinished, key);
        OlderBuilds.remove(folder);
        return archive;
    }

    private void run(String what, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-Xlog:all=off"));
        command.addAll(List.of(options));
        Process process = quiet(command).start();
        running.set(process);
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                throw new IOException("Java could not " + what + " within " + LONGEST_SECONDS + " s");
            if (process.exitValue() != 0)
                throw new IOException("Java could not " + what + ": exit code " + process.exitValue()
                        + "; is the disk of " + folder + " full?");
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that reads and writes nothing. */
    static ProcessBuilder quiet(List<String> command) {
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** At a signal: the child goes too. What it has written so far goes with the next one that has the lock. */
    private void stop() {
        Process process = running.get();
        if (process != null) process.destroyForcibly();
    }
}
