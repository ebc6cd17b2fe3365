package io.vastctl.blame;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What several hosts have in common that failed alike with the same image: the image, not the hosts.
 *
 * @param image what they all ran
 * @param hosts how many different ones, each of a known owner
 * @param attempts those whose penalties are withdrawn
 */
public record CommonCause(
        String image, FailureClass failureClass, String signature, Phase phase, int hosts, Set<AttemptKey> attempts) {

    /** Two may meet by chance; that a third one does is no chance any more. */
    static final int SEVERAL_HOSTS = 3;

    /**
     * What lies further than this from a failure has no say in whether it was withdrawn: those that failed alike did so
     * within a day or within one run, and what shows that their image was sound happened within a day of them.
     */
    public static final Duration REACH = Duration.ofDays(3);

    public CommonCause {
        attempts = Set.copyOf(attempts);
    }

    /** Of everything that is known of one market, in any order. */
    public static List<CommonCause> among(Collection<Evidence> known) {
        Map<Alike, List<Evidence>> alike = new LinkedHashMap<>();
        known.stream()
                .sorted(Comparator.comparing(Evidence::at)
                        .thenComparing(seen -> seen.attempt().runId())
                        .thenComparing(seen -> seen.attempt().number()))
                .forEach(seen -> Alike.of(seen)
                        .ifPresent(key -> alike.computeIfAbsent(key, k -> new ArrayList<>())
                                .add(seen)));
        List<CommonCause> found = new ArrayList<>();
        alike.forEach((key, failures) -> {
            if (hosts(failures) >= SEVERAL_HOSTS)
                found.addAll(Streaks.of(failures, known, key.phase()).stream()
                        .map(streak -> key.over(streak))
                        .toList());
        });
        return found;
    }

    /** Whether a failure is of a kind that several hosts may have in common. */
    public static boolean mayShow(Failure failure) {
        return ImageFault.maySpeakOf(failure);
    }

    /** The attempts that count against nobody. */
    public static Set<AttemptKey> withdrawn(Collection<Evidence> known) {
        return among(known).stream()
                .flatMap(cause -> cause.attempts().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many are known to differ: who owns a machine of host 0 is unknown. */
    static int hosts(List<Evidence> failures) {
        return (int) failures.stream()
                .mapToLong(Evidence::hostId)
                .filter(hostId -> hostId != 0)
                .distinct()
                .count();
    }

    /** What makes failures alike. */
    private record Alike(String image, FailureClass failureClass, String signature, Phase phase) {

        static Optional<Alike> of(Evidence seen) {
            return seen.failure().filter(ImageFault::maySpeakOf).map(failure -> key(seen, failure));
        }

        private static Alike key(Evidence seen, Failure failure) {
            return new Alike(seen.image(), failure.failureClass(), failure.signature(), failure.phase());
        }

        CommonCause over(List<Evidence> streak) {
            return new CommonCause(
                    image,
                    failureClass,
                    signature,
                    phase,
                    hosts(streak),
                    streak.stream().map(Evidence::attempt).collect(Collectors.toSet()));
        }
    }

    /** The same, with those of its attempts alone. */
    public CommonCause of(Set<AttemptKey> some) {
        return new CommonCause(
                image,
                failureClass,
                signature,
                phase,
                hosts,
                attempts.stream().filter(some::contains).collect(Collectors.toSet()));
    }

    /** One sentence for people. */
    public String sentence() {
        String guilty = signature.equals(ServingFault.OFFLINE) ? "what they have in common" : "the workload";
        String where = ServingFault.isOne(signature) ? "" : " in " + phase;
        return hosts + " different hosts failed alike (" + signature + where + ") with the image " + image + ": "
                + guilty + " is to blame, and no host";
    }
}
