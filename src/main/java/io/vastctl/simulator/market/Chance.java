package io.vastctl.simulator.market;

/**
 * Dice that remember: the same seed and the same words give the same throw, in whatever order the throws
 * are made. So a machine keeps its character however often and however late it is looked at.
 */
public final class Chance {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long seed;

    /** Dice of that seed. */
    public Chance(long seed) {
        this.seed = seed;
    }

    /** What all throws follow from. */
    public long seed() {
        return seed;
    }

    /** From 0 up to but not 1. */
    double unit(Object... words) {
        return (bits(words) >>> 11) * 0x1.0p-53;
    }

    /** From {@code low} up to but not {@code high}. */
    public double between(double low, double high, Object... words) {
        return low + (high - low) * unit(words);
    }

    /** Whether something of that rate, 0 to 1, happens. */
    public boolean hits(double rate, Object... words) {
        return unit(words) < rate;
    }

    /** {@code digits} hexadecimal digits, as in keys, layer names and GPU ids. */
    public String hex(int digits, Object... words) {
        StringBuilder text = new StringBuilder();
        for (int part = 0; text.length() < digits; part++) {
            text.append(String.format("%016x", mix(bits(words) + part)));
        }
        return text.substring(0, digits);
    }

    long bits(Object... words) {
        long hash = FNV_OFFSET ^ mix(seed);
        for (Object word : words) {
            String text = String.valueOf(word);
            for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * FNV_PRIME;
            hash = (hash ^ '/') * FNV_PRIME;
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
