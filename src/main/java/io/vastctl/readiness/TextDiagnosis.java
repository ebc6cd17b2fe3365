package io.vastctl.readiness;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Diagnosis.Word;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Judges the text of another program than the server: what the marketplace says of an instance, the container runtime,
 * the kernel's log, nvidia-smi. The first signature in the order of the table decides, as it does in a run.
 */
public final class TextDiagnosis implements LogReading {

    private static final Pattern PULLING = Pattern.compile(
            "(?:Pulling fs layer|Downloading|Extracting|Waiting|Verifying"
                    + " Checksum|Download complete|Pull complete|Already exists|Pulling from|Status: (?:Downloaded|Image is))");
    private static final Pattern TROUBLE =
            Pattern.compile("(?i)\\b(?:error|failed|failure|fatal|cannot|denied|died)\\b");

    private final List<Signature> table;
    private final PatternSet patterns;
    private final boolean mayPull;
    private Optional<Found> best = Optional.empty();
    private Optional<Found> telling = Optional.empty();
    private boolean pulling;
    private String before = "";
    private BitSet halves = new BitSet();
    private Optional<Found> open = Optional.empty();

    private record Found(int rank, long line, int position, String text) {}

    /**
     * @param table signatures in order
     * @param mayPull whether lines of an image pull are progress here
     */
    public TextDiagnosis(SignatureTable table, boolean mayPull) {
        this.table = table.signatures();
        this.mayPull = mayPull;
        patterns = new PatternSet(this.table.stream().map(Signature::pattern).toList());
    }

    @Override
    public void line(long number, String text) {
        open.ifPresent(found -> best = Optional.of(
                new Found(found.rank(), found.line(), found.position(), found.text() + "\n" + text.strip())));
        open = Optional.empty();
        BitSet candidates = patterns.candidates(text);
        BitSet all = (BitSet) candidates.clone();
        all.or(halves);
        all.stream().forEach(rank -> look(rank, number, text));
        halves = candidates;
        before = text;
        pulling |= mayPull && PULLING.matcher(text).find();
        if (TROUBLE.matcher(text).find() || (telling.isEmpty() && !text.isBlank()))
            telling = Optional.of(new Found(0, number, 0, text));
    }

    private void look(int rank, long number, String text) {
        if (best.isPresent() && best.get().rank() <= rank) return;
        var alone = table.get(rank).pattern().matcher(text);
        boolean found = alone.find();
        if (found) found(new Found(rank, number, alone.start(), text));
        var both = table.get(rank).pattern().matcher(before + "\n" + text);
        if (!found && both.find()) found(new Found(rank, number - 1, both.start(), before + "\n" + text));
    }

    private void found(Found found) {
        best = Optional.of(found);
        open = found.text().contains("\n") ? Optional.empty() : best;
    }

    @Override
    public Optional<Signature> signature(String id) {
        return table.stream().filter(signature -> signature.id().equals(id)).findFirst();
    }

    @Override
    public Diagnosis judge(Circumstances known) {
        if (best.isPresent()) return failed(best.get());
        String evidence = telling.map(found -> Evidence.around(found.text(), 0)).orElse("");
        OptionalLong line = telling.map(found -> OptionalLong.of(found.line())).orElse(OptionalLong.empty());
        boolean lives = known.alive().equals(Optional.of(true));
        boolean troubled =
                telling.filter(found -> TROUBLE.matcher(found.text()).find()).isPresent();
        if (lives || (pulling && !troubled)) return living(line, evidence);
        return of(new Assessment.Failed(FailureClass.UNKNOWN, "unclassified-text", evidence), line, Optional.empty());
    }

    private Diagnosis failed(Found found) {
        Signature signature = table.get(found.rank());
        String evidence = Evidence.around(found.text(), found.position());
        return of(
                new Assessment.Failed(signature.failureClass(), signature.id(), evidence),
                OptionalLong.of(found.line()),
                Optional.of(signature));
    }

    private static Diagnosis of(Assessment.Failed failed, OptionalLong line, Optional<Signature> signature) {
        Word word = failed.failureClass() == FailureClass.UNKNOWN ? Word.UNKNOWN : Word.FAILED;
        return new Diagnosis(word, Optional.of(failed), "none", line, failed.evidence(), signature, Optional.empty());
    }

    private Diagnosis living(OptionalLong line, String evidence) {
        return new Diagnosis(
                Word.WARMING_UP,
                Optional.empty(),
                pulling ? "image-pull" : "none",
                line,
                evidence,
                Optional.empty(),
                Optional.empty());
    }
}
