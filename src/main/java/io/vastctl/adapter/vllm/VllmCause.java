package io.vastctl.adapter.vllm;

import io.vastctl.readiness.Evidence;
import io.vastctl.readiness.Signature;
import io.vastctl.readiness.Signature.Role;
import io.vastctl.readiness.Suspect;

/** One signature at its first place in a run. */
final class VllmCause implements Suspect {

    /** Evidence that once given explains a death much later: warnings about GPU and driver while vLLM is imported. */
    private static final String DRIVER = "driver";

    private final int rank;
    private final Signature signature;
    private final VllmLine line;
    private final VllmStage stage;
    private final boolean quiet;
    private final int position;
    private String next = "";
    private boolean survived;

    /**
     * @param position in the text of the line where the signature begins
     * @param stage that the run had reached
     */
    VllmCause(int rank, Signature signature, VllmLine line, int position, VllmStage stage) {
        this.rank = rank;
        this.signature = signature;
        this.line = line;
        this.position = position;
        this.stage = stage;
        quiet = line.isQuiet();
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public long number() {
        return line.number();
    }

    @Override
    public boolean isQuiet() {
        return quiet;
    }

    /** The line below it, which often says more. */
    void follow(VllmLine below) {
        if (next.isEmpty() && below.number() > line.number())
            next = below.text().strip();
    }

    /** A later stage shows that what the same process said before was not the end of it. */
    void reached(VllmStage later, VllmLine shown) {
        survived |= later.compareTo(stage) > 0 && (later == VllmStage.LISTENING || isHeir(shown));
    }

    /** The tag of a rank is its own; the main process is seen to live on in its children that come later. */
    private boolean isHeir(VllmLine later) {
        if (!line.process().isEmpty() && later.process().equals(line.process())) return true;
        if (line.isOfWorker() || line.isOfEngine()) return false;
        return !later.isOfWorker();
    }

    boolean isSurvived() {
        return survived;
    }

    /** Whether the line came after the server was up. */
    boolean isOfListeningServer() {
        return stage.compareTo(VllmStage.LISTENING) >= 0;
    }

    boolean isOfDriver() {
        return signature.group().equals(DRIVER);
    }

    boolean isTwinOf(VllmCause other) {
        return rank == other.rank && quiet == other.quiet;
    }

    /** Says that the engine died, and never why. */
    boolean saysOnlyDeath() {
        return signature.role() == Role.WRAPPER || signature.id().equals("engine-died");
    }

    /** The line and the one below it, where it fits. */
    String evidence() {
        return Evidence.around(next.isBlank() ? line.text() : line.text() + "\n" + next, position);
    }
}
