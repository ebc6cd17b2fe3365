package io.vastctl.cli.live;

import io.vastctl.cli.text.Escapes;
import io.vastctl.cli.text.WindowSize;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A terminal with a block of lines at its end that is redrawn in place. What is written to it in the ordinary way
 * scrolls above the block. The cursor is never hidden, so that no end of this process can leave it so.
 *
 * <p>Safe for several threads.
 */
public final class Screen extends Writer {

    private final PrintWriter terminal;
    private final Supplier<Optional<WindowSize>> window;
    private final ReentrantLock turn = new ReentrantLock();
    private List<String> drawn = List.of();
    private WindowSize size = WindowSize.USUAL;
    private volatile boolean resized = true;
    private boolean midLine;

    public Screen(PrintWriter terminal, Supplier<Optional<WindowSize>> window) {
        this.terminal = terminal;
        this.window = window;
    }

    /** One on the terminal of this process. */
    public static Screen on(PrintWriter terminal) {
        return new Screen(terminal, WindowSize::asked);
    }

    /** The window may have another size now. */
    public void resized() {
        resized = true;
    }

    /** Others have written to the terminal: what was drawn stays where it is. */
    public void forget() {
        turn.lock();
        try {
            drawn = List.of();
            resized = true;
            midLine = false;
        } finally {
            turn.unlock();
        }
    }

    /** Asks the terminal anew only after {@link #resized}. */
    public WindowSize size() {
        turn.lock();
        try {
            if (resized) {
                resized = false;
                size = window.get().orElse(size);
            }
            return size;
        } finally {
            turn.unlock();
        }
    }

    /** Puts these lines in place of those that were drawn last, unless somebody is in the middle of a line. */
    public void draw(List<String> lines) {
        turn.lock();
        try {
            int rows = rows();
            if (midLine || (lines.equals(drawn) && rows == drawn.size())) return;
            StringBuilder text = new StringBuilder(Escapes.eraseRows(rows));
            lines.forEach(line -> text.append(line).append(System.lineSeparator()));
            drawn = List.copyOf(lines);
            send(text.toString());
        } finally {
            turn.unlock();
        }
    }

    /** Writes lines for good, and the block again below them. */
    void say(List<String> lines, List<String> block) {
        turn.lock();
        try {
            StringBuilder text = new StringBuilder(Escapes.eraseRows(rows()));
            lines.forEach(line -> text.append(line).append(System.lineSeparator()));
            block.forEach(line -> text.append(line).append(System.lineSeparator()));
            drawn = List.copyOf(block);
            send(text.toString());
        } finally {
            turn.unlock();
        }
    }

    /** Takes the block away. */
    void clear() {
        draw(List.of());
    }

    /** The same, by a process that leaves at once: not if another thread is stuck in the middle of writing. */
    public void clearIfFree() {
        try {
            if (!turn.tryLock(200, TimeUnit.MILLISECONDS)) return;
            try {
                clear();
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Rows of the window that the block takes now: a window that became narrower has broken its lines. */
    private int rows() {
        if (drawn.isEmpty()) return 0;
        int columns = size().columns();
        return drawn.stream()
                .mapToInt(line -> Math.max(1, (Escapes.width(line) + columns - 1) / columns))
                .sum();
    }

    private void send(String text) {
        terminal.print(text);
        terminal.flush();
    }

    @Override
    public void write(char[] text, int from, int length) {
        if (length == 0) return;
        turn.lock();
        try {
            if (!drawn.isEmpty()) terminal.print(Escapes.eraseRows(rows()));
            drawn = List.of();
            terminal.write(text, from, length);
            midLine = text[from + length - 1] != '\n';
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void flush() {
        terminal.flush();
    }

    @Override
    public void close() {
        terminal.flush();
    }
}
