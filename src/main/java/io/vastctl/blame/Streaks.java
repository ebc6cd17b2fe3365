package io.vastctl.blame;

import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Failures that are alike and close enough in time to have one cause. */
final class Streaks {

    private static final Duration DAY = Duration.ofDays(1);

    private Streaks() {}

    /**
     * One list per cause, each over enough different hosts.
     *
     * @param failures alike, in time
     * @param known all attempts: one that came further with the same image shows that the image was sound, for a day
     *     before and after, and between two failures however far apart
     */
    static List<List<Evidence>> of(List<Evidence> failures, Collection<Evidence> known, Phase phase) {
        String image = failures.get(0).image();
        // That an image came to its first token is no word against its ending later.
        boolean served = failures.get(0)
                .failure()
                .filter(failure -> ServingFault.isOne(failure.signature()))
                .isPresent();
        NavigableSet<Instant> sound = known.stream()
                .filter(seen -> !served)
                .filter(seen -> seen.image().equals(image) && seen.cameFurtherThan(phase))
                .map(Evidence::at)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Evidence> doubtful =
                failures.stream().filter(failure -> !soundNear(failure, sound)).toList();
        return unbroken(doubtful, sound).stream()
                .map(Streaks::close)
                .filter(streak -> !streak.isEmpty())
                .toList();
    }

    private static boolean soundNear(Evidence failure, NavigableSet<Instant> sound) {
        return !sound.subSet(failure.at().minus(DAY), true, failure.at().plus(DAY), true)
                .isEmpty();
    }

    private static List<List<Evidence>> unbroken(List<Evidence> failures, NavigableSet<Instant> sound) {
        List<List<Evidence>> stretches = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            if (i == 0 || soundBetween(failures.get(i - 1), failures.get(i), sound)) stretches.add(new ArrayList<>());
            stretches.get(stretches.size() - 1).add(failures.get(i));
        }
        return stretches;
    }

    private static boolean soundBetween(Evidence before, Evidence after, NavigableSet<Instant> sound) {
        return !sound.subSet(before.at(), false, after.at(), false).isEmpty();
    }

    /** Those that met enough different hosts within one day or one run. */
    private static List<Evidence> close(List<Evidence> stretch) {
        Set<Evidence> found = new LinkedHashSet<>();
        for (Evidence first : stretch) {
            addIfSeveral(
                    found,
                    stretch,
                    seen -> !seen.at().isBefore(first.at())
                            && Duration.between(first.at(), seen.at()).compareTo(DAY) <= 0);
            addIfSeveral(
                    found,
                    stretch,
                    seen -> seen.attempt().runId().equals(first.attempt().runId()));
        }
        return stretch.stream().filter(found::contains).toList();
    }

    private static void addIfSeveral(Set<Evidence> found, List<Evidence> stretch, Predicate<Evidence> near) {
        List<Evidence> together = stretch.stream().filter(near).toList();
        if (CommonCause.hosts(together) >= CommonCause.SEVERAL_HOSTS) found.addAll(together);
    }
}
