package io.vastctl.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** At the end of a command: sees to it that the next one finds a class archive, without holding this one up. */
public final class ArchiveUpkeep {

    /** Archive and list while they are made, and as much again for everybody else. */
    private static final long LEAST_FREE_BYTES = 200L << 20;

    private ArchiveUpkeep() {}

    /**
     * Starts a process in the background that makes the archive, if there is none that fits, nobody has tried within the
     * hour, there is room, and this is no build server. Trouble is no news: without an archive all works, only slower.
     *
     * @return whether a process was started
     */
    public static boolean afterCommand(Launch launch, Map<String, String> environment, InstantSource clock) {
        if (launch.folder().isEmpty() || launch.named() || isBuildServer(environment)) return false;
        Path folder = launch.folder().get();
        try {
            if (new ArchiveFolder(folder).archive(ArchiveKey.of(launch.jar())).isPresent()) return false;
            PrivateFolder.make(folder);
            if (Files.getFileStore(folder).getUsableSpace() < LEAST_FREE_BYTES) return false;
            if (!Attempt.in(folder).begin(clock)) return false;
            start(launch.jar(), folder);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isBuildServer(Map<String, String> environment) {
        String ci = environment.getOrDefault("CI", "");
        return !ci.isEmpty() && !ci.equals("false") && !ci.equals("0");
    }

    private static void start(Path jar, Path folder) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-cp",
                jar.toString(),
                ArchiveMaker.class.getName(),
                jar.toString(),
                folder.toString());
        List<String> nice = new ArrayList<>(List.of("nice", "-n", "10"));
        nice.addAll(java);
        try {
            ArchiveMaker.quiet(nice).start();
        } catch (IOException e) {
            ArchiveMaker.quiet(java).start();
        }
    }
}
