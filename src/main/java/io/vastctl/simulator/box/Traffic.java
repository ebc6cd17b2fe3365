package io.vastctl.simulator.box;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Told what a box's line carried, in bytes: up is what the box sends, down what it gets. */
@FunctionalInterface
interface Traffic {

    void carried(long bytesUp, long bytesDown);

    /** The same work; what went through its streams is told when it ends, however it ends. */
    default BoxCommand.Work counted(BoxCommand.Work work) {
        return (in, out, err, terminal) -> {
            AtomicLong up = new AtomicLong();
            AtomicLong down = new AtomicLong();
            try {
                return work.run(
                        new CountedInput(in, down), new CountedOutput(out, up), new CountedOutput(err, up), terminal);
            } finally {
                carried(up.get(), down.get());
            }
        };
    }

    /** Counts what is read. */
    final class CountedInput extends FilterInputStream {
        private final AtomicLong bytes;

        CountedInput(InputStream in, AtomicLong bytes) {
            super(in);
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next >= 0) bytes.incrementAndGet();
            return next;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            if (count > 0) bytes.addAndGet(count);
            return count;
        }
    }

    /** Counts what is written. */
    final class CountedOutput extends FilterOutputStream {
        private final AtomicLong bytes;

        CountedOutput(OutputStream to, AtomicLong bytes) {
            super(to);
            this.bytes = bytes;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes.incrementAndGet();
        }

        @Override
        public void write(byte[] text, int from, int length) throws IOException {
            out.write(text, from, length);
            bytes.addAndGet(length);
        }
    }
}
