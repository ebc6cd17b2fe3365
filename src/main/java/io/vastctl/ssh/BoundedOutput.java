package io.vastctl.ssh;

import java.io.ByteArrayOutputStream;

/** Keeps so many bytes and drops the rest, so that no machine can fill our memory. */
final class BoundedOutput extends ByteArrayOutputStream {

    private final int limit;
    private boolean overflowed;

    BoundedOutput(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    synchronized boolean overflowed() {
        return overflowed;
    }

    @Override
    public synchronized void write(int single) {
        if (count < limit) super.write(single);
        else overflowed = true;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        int fits = Math.min(length, limit - count);
        super.write(bytes, from, fits);
        if (fits < length) overflowed = true;
    }
}
