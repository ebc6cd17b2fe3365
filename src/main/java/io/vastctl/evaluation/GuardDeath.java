package io.vastctl.evaluation;

import io.vastctl.guard.loop.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** When and where a guard is killed: at the first place of that kind after that moment. */
record GuardDeath(Instant when, Checkpoint.Point where) {

    /** So many, at random moments and places, in their order. */
    static List<GuardDeath> some(SplittableRandom random, Instant start, Duration length, int kills) {
        List<Instant> moments = Stream.generate(() -> start.plusSeconds(random.nextLong(length.toSeconds())))
                .limit(kills)
                .sorted()
                .toList();
        return moments.stream()
                .map(moment -> new GuardDeath(moment, place(random)))
                .toList();
    }

    private static Checkpoint.Point place(SplittableRandom random) {
        Checkpoint.Point[] points = Checkpoint.Point.values();
        return points[random.nextInt(points.length)];
    }
}
