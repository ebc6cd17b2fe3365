package io.vastctl.ssh;

import io.vastctl.readiness.ProbeResult;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was read of the followed files so far, and where to go on. Outlives the connection. */
final class FollowedLogs {

    private static final int NO_SUCH_FILE = 1;

    private final int keep;
    private final Map<String, LogTail> tails = new HashMap<>();

    FollowedLogs() {
        this(1 << 20);
    }

    /** Keeps so many of the newest bytes of each file. */
    FollowedLogs(int keep) {
        this.keep = keep;
    }

    /** Bytes already read of the file behind that probe. */
    long offset(String probe) {
        return tail(probe).offset();
    }

    /**
     * Adds what a follow probe brought.
     *
     * @return with everything read since the file was made anew as its stdout, whatever became of this read
     */
    ProbeResult take(String probe, ProbeAnswer.Raw raw) {
        LogTail tail = tail(probe);
        if (raw.exitCode() == NO_SUCH_FILE) tail.restartAt(0);
        if (raw.exitCode() == 0) append(tail, raw.stdout());
        return new ProbeResult(raw.exitCode(), tail.text(), ProbeAnswer.Raw.text(raw.stderr()));
    }

    private static void append(LogTail tail, ByteBuffer stdout) {
        ByteBuffer content = stdout.duplicate();
        Optional<Long> start = startOffset(content);
        if (start.isEmpty()) return;
        if (start.get() != tail.offset()) tail.restartAt(start.get());
        tail.append(content);
    }

    /** Reads the line "size start" and leaves the buffer behind it; empty if it is not there. */
    private static Optional<Long> startOffset(ByteBuffer content) {
        StringBuilder line = new StringBuilder();
        while (content.hasRemaining()) {
            byte next = content.get();
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            String[] words = line.toString().split(" ", -1);
            return words.length == 2 && words[1].matches("\\d{1,18}")
                    ? Optional.of(Long.parseLong(words[1]))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private LogTail tail(String probe) {
        return tails.computeIfAbsent(probe, name -> new LogTail(keep));
    }
}
