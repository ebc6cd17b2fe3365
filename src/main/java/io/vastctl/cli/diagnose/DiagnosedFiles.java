package io.vastctl.cli.diagnose;

import io.vastctl.cli.ProbeReportFile;
import io.vastctl.cli.text.UsageException;
import io.vastctl.readiness.Circumstances;
import io.vastctl.readiness.Diagnosis;
import io.vastctl.readiness.LogLines;
import io.vastctl.readiness.LogReading;
import io.vastctl.readiness.ReadinessAdapter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Reads the files that are to be diagnosed, each once and from front to end.
 *
 * @param readings a fresh reading for each text
 * @param standardInput what {@code -} names
 */
record DiagnosedFiles(
        ReadinessAdapter adapter, Supplier<LogReading> readings, Circumstances known, BufferedReader standardInput) {

    /**
     * What one file came to.
     *
     * @param report whether it is a saved probe report, which is judged by what it holds alone
     */
    record Result(String file, Diagnosis diagnosis, boolean report) {}

    /** Where a saved probe report says what it is. */
    private static final int HEAD = 4096;

    /**
     * Reads and judges one file.
     *
     * @throws UsageException if it cannot be read, or is a probe report that is not well formed
     */
    Result judge(String file) {
        try (BufferedReader reader = file.equals("-") ? standardInput : open(file)) {
            return judge(file, reader);
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": no such file; expected a log, a saved probe report, or - for stdin", e);
        } catch (InvalidPathException e) {
            throw new UsageException(file + ": not a file name: " + e.getReason(), e);
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static BufferedReader open(String file) throws IOException {
        Path path = Path.of(file);
        if (Files.isDirectory(path)) throw new IOException("it is a folder; expected a file");
        return new BufferedReader(LogLines.reader(Files.newInputStream(path)), 1 << 16);
    }

    private Result judge(String file, BufferedReader reader) throws IOException {
        if (ProbeReportFile.begins(head(reader)))
            return new Result(file, ProbeReportFile.read(file, reader).judge(adapter), true);
        LogReading reading = readings.get();
        LogLines.read(reader, reading);
        return new Result(file, reading.judge(known), false);
    }

    private static String head(BufferedReader reader) throws IOException {
        reader.mark(HEAD);
        char[] head = new char[HEAD];
        int read = Math.max(0, reader.read(head, 0, HEAD));
        reader.reset();
        return new String(head, 0, read);
    }
}
