package io.vastctl.adapter.vllm;

import io.vastctl.readiness.FirstCause;
import io.vastctl.readiness.Signature;
import io.vastctl.readiness.Signature.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Collects what in one run may be the cause of its death, and picks the first: host evidence, then the first cause in
 * the log that the run did not survive, then what only follows from a cause, then mere wrappers.
 */
final class VllmCauses {

    private static final String HUB = "hub";

    private final List<Signature> table = VllmLogVerdict.SIGNATURES.signatures();
    private final List<VllmCause> causes = new ArrayList<>();
    private Optional<VllmCause> newest = Optional.empty();
    private Optional<VllmLine> before = Optional.empty();
    private int[] halves = {};
    private final VllmLastWord lastWord = new VllmLastWord();
    private VllmStage furthest = VllmStage.STARTING;

    /** Looks at one line, alone and as the rest of a message that the line before began. */
    void see(VllmLine line, int[] candidates, VllmStage stage) {
        if (newest.isPresent()) {
            newest.get().follow(line);
            newest = Optional.empty();
        }
        boolean named = false;
        if (candidates.length > 0 || halves.length > 0) {
            boolean noise = VllmNoise.isNoise(line.text());
            if (!noise) {
                for (int rank : candidates)
                    named |= (alone(rank, line, stage) || across(rank, line, stage)) && explains(rank);
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
        for (VllmCause cause : causes) cause.reached(stage, line);
    }

    private boolean alone(int rank, VllmLine line, VllmStage stage) {
        Matcher found = table.get(rank).pattern().matcher(line.text());
        if (!found.find()) return false;
        add(new VllmCause(rank, table.get(rank), line, found.start(), stage));
        return true;
    }

    private boolean across(int rank, VllmLine line, VllmStage stage) {
        if (before.isEmpty() || VllmNoise.isNoise(before.get().text())) return false;
        VllmLine above = before.get();
        String both = above.text() + "\n" + line.message();
        Matcher found = table.get(rank).pattern().matcher(both);
        if (!found.find() || found.start() > above.text().length()) return false;
        VllmCause cause = new VllmCause(rank, table.get(rank), above, found.start(), stage);
        cause.follow(line);
        add(cause);
        return true;
    }

    private void add(VllmCause cause) {
        // A server that listens has its model: what a request fetched and did not get is that request's affair.
        if (cause.isOfListeningServer() && cause.signature().group().equals(HUB)) return;
        causes.removeIf(old -> old.isTwinOf(cause) && old.isSurvived() && !old.isOfDriver());
        if (causes.stream().anyMatch(old -> old.isTwinOf(cause) && !old.isSurvived())) return;
        causes.add(cause);
        newest = Optional.of(cause);
    }

    /** What the run died of, as far as its log tells. */
    Optional<VllmCause> first() {
        List<VllmCause> fatal =
                causes.stream().filter(cause -> !cause.isSurvived()).toList();
        return FirstCause.of(fatal)
                .or(() -> driver(fatal))
                .or(() -> FirstCause.byTable(fatal, Role.CONSEQUENCE))
                .or(() -> FirstCause.byTable(fatal, Role.WRAPPER));
    }

    /** Whether something stands there that follows from a cause, and is more than that somebody died. */
    boolean hasConsequence() {
        return causes.stream()
                .anyMatch(cause ->
                        cause.signature().role() == Role.CONSEQUENCE && !cause.isSurvived() && !cause.saysOnlyDeath());
    }

    /** In any text that is no run of a server: the first in the order of the table. */
    Optional<VllmCause> anyInTableOrder() {
        return causes.stream().min(Comparator.comparingInt(VllmCause::rank));
    }

    /** A warning that the start went on after, where something died and nothing else says why. */
    private Optional<VllmCause> driver(List<VllmCause> fatal) {
        // Weights that stand in its memory show that the GPU works.
        if (furthest.compareTo(VllmStage.WEIGHTS_LOADED) >= 0 || fatal.isEmpty()) return Optional.empty();
        return causes.stream()
                .filter(cause -> cause.isOfDriver() && cause.signature().role().compareTo(Role.CAUSE) <= 0)
                .min(Comparator.comparingInt(VllmCause::rank));
    }
}
