package io.vastctl.adapter.vllm;

import io.vastctl.readiness.Evidence;
import io.vastctl.readiness.Signature;
import io.vastctl.readiness.Signature.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/**
 * Collects what in one run may be the cause of its death, and picks the first: host evidence, then the first cause in
 * the log that the run did not survive, then what only follows from a cause, then mere wrappers.
 */
final class VllmCauses {

    /** Evidence that once given explains a death much later: warnings about GPU and driver while vLLM is imported. */
    private static final String DRIVER = "driver";

    private static final String HUB = "hub";

    /** One signature at its first place. */
    static final class Cause {
        private final int rank;
        private final Signature signature;
        private final VllmLine line;
        private final VllmStage stage;
        private final boolean quiet;
        private final int position;
        private String next = "";
        private boolean survived;

        private Cause(int rank, Signature signature, VllmLine line, int position, VllmStage stage) {
            this.rank = rank;
            this.signature = signature;
            this.line = line;
            this.position = position;
            this.stage = stage;
            quiet = line.isQuiet();
        }

        Signature signature() {
            return signature;
        }

        long number() {
            return line.number();
        }

        /** The line and the one below it, where it fits. */
        String evidence() {
            return Evidence.around(next.isBlank() ? line.text() : line.text() + "\n" + next, position);
        }
    }

    private final List<Signature> table = VllmLogVerdict.SIGNATURES.signatures();
    private final List<Cause> causes = new ArrayList<>();
    private Optional<Cause> newest = Optional.empty();
    private Optional<VllmLine> before = Optional.empty();
    private int[] halves = {};
    private final VllmLastWord lastWord = new VllmLastWord();
    private VllmStage furthest = VllmStage.STARTING;

    /** Looks at one line, alone and as the rest of a message that the line before began. */
    void see(VllmLine line, int[] candidates, VllmStage stage) {
        if (newest.isPresent()) {
            Cause cause = newest.get();
            if (cause.next.isEmpty() && line.number() > cause.number())
                cause.next = line.text().strip();
            newest = Optional.empty();
        }
        boolean named = false;
        if (candidates.length > 0 || halves.length > 0) {
            boolean noise = VllmNoise.isNoise(line.text());
            if (!noise) {
                for (int rank : candidates) named |= (alone(rank, line, stage) || across(rank, line, stage)) && explains(rank);
                for (int rank : halves) named |= across(rank, line, stage) && explains(rank);
            }
            halves = noise ? new int[0] : candidates;
        }
        lastWord.see(line, named && stage.compareTo(VllmStage.LISTENING) < 0);
        before = Optional.of(line);
    }

    /** Whether the last that was said is an error that names its cause, and nothing shows that the start went on. */
    boolean isLastWord() {
        return lastWord.isCause() && first().isPresent();
    }

    private boolean explains(int rank) {
        return table.get(rank).role().compareTo(Role.CAUSE) <= 0;
    }

    /** A later stage shows that what the same process said before was not the end of it. */
    void reached(VllmStage stage, VllmLine line) {
        if (stage.compareTo(furthest) > 0) furthest = stage;
        for (Cause cause : causes)
            cause.survived |=
                    stage.compareTo(cause.stage) > 0 && (stage == VllmStage.LISTENING || isHeirOf(line, cause.line));
    }

    /** The tag of a rank is its own; the main process is seen to live on in its children that come later. */
    private static boolean isHeirOf(VllmLine later, VllmLine earlier) {
        if (!earlier.process().isEmpty() && later.process().equals(earlier.process())) return true;
        if (earlier.isOfWorker() || earlier.isOfEngine()) return false;
        return !later.isOfWorker();
    }

    private boolean alone(int rank, VllmLine line, VllmStage stage) {
        Matcher found = table.get(rank).pattern().matcher(line.text());
        if (!found.find()) return false;
        add(new Cause(rank, table.get(rank), line, found.start(), stage));
        return true;
    }

    private boolean across(int rank, VllmLine line, VllmStage stage) {
        if (before.isEmpty() || VllmNoise.isNoise(before.get().text())) return false;
        VllmLine above = before.get();
        String both = above.text() + "\n" + line.message();
        Matcher found = table.get(rank).pattern().matcher(both);
        if (!found.find() || found.start() > above.text().length()) return false;
        Cause cause = new Cause(rank, table.get(rank), above, found.start(), stage);
        cause.next = line.text().strip();
        add(cause);
        return true;
    }

    private void add(Cause cause) {
        // A server that listens has its model: what a request fetched and did not get is that request's affair.
        if (cause.stage.compareTo(VllmStage.LISTENING) >= 0
                && cause.signature.group().equals(HUB)) return;
        causes.removeIf(old -> old.rank == cause.rank
                && old.quiet == cause.quiet
                && old.survived
                && !old.signature.group().equals(DRIVER));
        boolean known =
                causes.stream().anyMatch(old -> old.rank == cause.rank && old.quiet == cause.quiet && !old.survived);
        if (known) return;
        causes.add(cause);
        newest = Optional.of(cause);
    }

    /** What the run died of, as far as its log tells. */
    Optional<Cause> first() {
        return first(Role.HOST, cause -> !cause.survived && !cause.quiet)
                .or(() -> first(Role.HOST, cause -> !cause.survived))
                .or(() -> first(Role.CAUSE, cause -> !cause.survived && !cause.quiet))
                .or(() -> first(Role.CAUSE, cause -> !cause.survived))
                .or(this::driver)
                .or(() -> byTable(Role.CONSEQUENCE))
                .or(() -> byTable(Role.WRAPPER));
    }

    /** In any text that is no run of a server: the first in the order of the table. */
    Optional<Cause> anyInTableOrder() {
        return causes.stream().min(Comparator.comparingInt((Cause cause) -> cause.rank));
    }

    private Optional<Cause> driver() {
        // Weights that stand in its memory show that the GPU works.
        if (furthest.compareTo(VllmStage.WEIGHTS_LOADED) >= 0) return Optional.empty();
        boolean needed =
                byTable(Role.CONSEQUENCE).isPresent() || byTable(Role.WRAPPER).isPresent();
        return needed
                ? causes.stream()
                        .filter(cause -> cause.signature.group().equals(DRIVER)
                                && cause.signature.role().compareTo(Role.CAUSE) <= 0)
                        .min(Comparator.comparingInt(cause -> cause.rank))
                : Optional.empty();
    }

    private Optional<Cause> byTable(Role role) {
        return causes.stream()
                .filter(cause -> cause.signature.role() == role && !cause.survived)
                .min(Comparator.comparingInt(cause -> cause.rank));
    }

    /** The earliest, or whatever of its group stands before it in the table. */
    private Optional<Cause> first(Role role, Predicate<Cause> eligible) {
        Comparator<Cause> byPlace = Comparator.comparingLong(Cause::number);
        Optional<Cause> earliest = causes.stream()
                .filter(cause -> cause.signature.role() == role && eligible.test(cause))
                .min(byPlace.thenComparingInt(cause -> cause.rank));
        return earliest.flatMap(cause -> causes.stream()
                .filter(other -> other.signature.role() == role && eligible.test(other))
                .filter(other -> other == cause || isKin(other, cause))
                .min(Comparator.comparingInt(other -> other.rank)));
    }

    private static boolean isKin(Cause one, Cause other) {
        return !other.signature.group().isEmpty() && one.signature.group().equals(other.signature.group());
    }
}
