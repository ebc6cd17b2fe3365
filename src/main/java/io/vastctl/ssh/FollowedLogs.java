package io.vastctl.ssh;

import io.vastctl.readiness.ProbeResult;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was read of the followed files so far, and where to go on. Outlives the connection. Each piece begins a few
 * bytes before the place where the last one ended: if they are not the bytes we know, another file has taken the
 * place of ours and is read from its beginning. A log that was moved to {@code PATH.1} goes on in the new file.
 */
final class FollowedLogs implements ProbeScript.Reading {

    private static final int NO_SUCH_FILE = 1;
    private static final int OVERLAP = 64;

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
    @Override
    public long offset(String probe) {
        return tail(probe).offset();
    }

    @Override
    public long inode(String probe) {
        return tail(probe).inode();
    }

    @Override
    public int back(String probe) {
        return tail(probe).lastBytes(OVERLAP).length;
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
        Optional<Header> read = Header.read(content);
        if (read.isEmpty()) return;
        Header header = read.get();
        ByteBuffer known = ByteBuffer.wrap(tail.lastBytes(OVERLAP));
        if (header.moved() && header.start() == 0) {
            tail.goesOnElsewhere();
        } else if (header.start() != tail.offset() - known.remaining()) {
            if (header.start() != tail.offset()) tail.restartAt(header.start());
        } else if (!startsWith(content, known)) {
            tail.restartAt(0);
            // Another file, as long as ours or longer: the next look reads it from its beginning.
            if (header.start() > 0) return;
        } else {
            content.position(content.position() + known.remaining());
        }
        tail.append(content);
        tail.isInode(header.inode());
    }

    private static boolean startsWith(ByteBuffer content, ByteBuffer known) {
        return content.remaining() >= known.remaining()
                && content.slice(content.position(), known.remaining()).equals(known);
    }

    /** The line in front of a piece: size, start, and from real machines inode and state. */
    private record Header(long start, long inode, boolean moved) {

        private static final Pattern LINE = Pattern.compile("\\d{1,18} \\d{1,18}( \\d{1,18} [a-z]+)?");

        /** Leaves the buffer behind the line; empty if it is not there. */
        static Optional<Header> read(ByteBuffer content) {
            StringBuilder line = new StringBuilder();
            while (content.hasRemaining()) {
                byte next = content.get();
                if (next == '\n') return of(line.toString());
                line.append((char) next);
            }
            return Optional.empty();
        }

        private static Optional<Header> of(String line) {
            if (!LINE.matcher(line).matches()) return Optional.empty();
            String[] words = line.split(" ", -1);
            boolean whole = words.length == 4;
            return Optional.of(new Header(
                    Long.parseLong(words[1]), whole ? Long.parseLong(words[2]) : 0, whole && words[3].equals("moved")));
        }
    }

    private LogTail tail(String probe) {
        return tails.computeIfAbsent(probe, name -> new LogTail(keep));
    }
}
