package io.vastctl.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What a class archive was made from. The JVM compares most of it too, but silently: an archive that no longer fits
 * would slow every start down and stay.
 *
 * @param java the version of the JVM to the build, and where it is
 * @param jar the JAR's path, size, time and place on the disk
 */
record ArchiveKey(String java, String jar) {

    /** Of this process and that JAR. */
    static ArchiveKey of(Path jar) throws IOException {
        BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
        return new ArchiveKey(
                "java " + System.getProperty("java.vm.version") + " " + System.getProperty("java.home"),
                "jar " + file.size() + " " + file.lastModifiedTime().toMillis() + " " + file.fileKey() + " " + jar);
    }
}
