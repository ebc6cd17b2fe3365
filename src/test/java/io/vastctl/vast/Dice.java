package io.vastctl.vast;

import java.util.List;
import java.util.SplittableRandom;

/** Everything random of one case; the same seed throws the same. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** From 0 to one below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    long any() {
        return random.nextLong();
    }

    double fraction() {
        return random.nextDouble();
    }

    <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
