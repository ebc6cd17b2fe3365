package io.vastctl.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that the operator wrote, with errors that say what to do. */
final class TextFile {

    private static final long LARGEST_BYTES = 1024 * 1024;

    private TextFile() {}

    static String read(Path file) {
        if (Files.isDirectory(file)) throw new BadSettingException(file + ": expected a file, this is a folder");
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new BadSettingException(file + ": too large, expected at most 1 MiB");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadSettingException(file + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new BadSettingException(file + ": reading it is not permitted", e);
        } catch (CharacterCodingException e) {
            throw new BadSettingException(file + ": not a text file in UTF-8", e);
        } catch (IOException e) {
            throw new BadSettingException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
