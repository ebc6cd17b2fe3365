package io.vastctl.adapter.vllm;

import io.vastctl.readiness.PatternSet;
import io.vastctl.readiness.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Everything a vLLM log is searched for, so that one pass over a line tells what in it is worth a closer look. */
final class VllmPatterns {

    /** Signs that are neither a stage nor a cause. */
    enum Mark {
        /** Said only when the engine is gone for good, whatever the main process still does. */
        ENGINE_GONE("EngineCore (?:failed to start|hit an exception|encountered a fatal error)"
                + "|WorkerProc (?:failed to start|hit an exception|initialization failed)"
                + "|Engine core initialization failed|Engine process failed to start"
                + "|Engine (?:core )?proc\\w* .*died|Worker proc \\S+ died|EngineDeadError"
                + "|MQLLMEngine is already dead|Got fatal signal from worker processes"),
        /** The end of a process; a request cannot bring it about. */
        END("^(?:ERROR: +)?\\[Errno \\d+\\]|^Killed\\b|\\bKilled +\\S"
                + "|Segmentation fault|\\(core dumped\\)|Fatal Python error|terminate called after throwing"
                + "|Bus error|Illegal instruction|: error: (?:unrecognized|argument |the following|ambiguous)"
                + "|Application shutdown complete|Finished server process|vastctl: (?:ended|neither)"),
        /** The end of a start; a server that is up survives an error of one request. */
        FAILED_START(
                "Traceback \\(most recent call last\\)|: error: " + "|^(?:\\([^)]*\\) )?[\\w.]+(?:Error|Exception): "),
        /** A request that was answered. */
        SERVED("\" 2\\d\\d(?: |$)"),
        /** A line that may say something of a death that nobody has described. */
        TELLING("Error|Exception|CRITICAL|[Ff]atal|Traceback|Killed|ERROR|core dumped"),
        /** The end of a run: what stands above it is not about the next one. */
        RUN_OVER("Traceback \\(most recent call last\\)|Finished server process|Engine core initialization failed"
                + "|Engine process failed to start|exited with code|^Killed$"),
        /** Says only that a process waits for another, again and again. */
        WAITING("No available shared memory broadcast block found|core engine proc\\(s\\) to "),
        /** Where a start begins to speak of itself. */
        VERSION("vLLM (?:OpenAI )?API server version \\S+|vLLM server version \\S+, serving model"
                + "|^[^A-Za-z]*version \\d+\\.\\d\\S*\\s*$"),
        PLATFORM("Automatically detected platform|No platform detected");

        private final Pattern pattern;

        Mark(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    private static final List<Mark> MARKS = List.of(Mark.values());
    static final VllmPatterns ALL = new VllmPatterns(VllmLogVerdict.SIGNATURES.signatures());

    private static final int MOST_KNOWN = 1_000;
    private static final int LONGEST_KNOWN = 500;
    private static final VllmStage[] STAGES = VllmStage.values();

    private final List<Signature> signatures;
    private final PatternSet set;
    private final int firstMark;
    private final Map<String, Hits> known = new ConcurrentHashMap<>();

    private VllmPatterns(List<Signature> signatures) {
        this.signatures = signatures;
        List<Pattern> all = new ArrayList<>();
        signatures.forEach(signature -> all.add(signature.pattern()));
        for (VllmStage stage : VllmStage.values()) all.add(stage.lines());
        firstMark = all.size();
        for (Mark mark : Mark.values()) all.add(mark.pattern);
        set = new PatternSet(all);
    }

    /** What one line may show. The lines of a log come again at each look, so that short ones are remembered. */
    Hits in(String line) {
        if (line.length() > LONGEST_KNOWN) return new Hits(set.candidates(line));
        Hits known = this.known.get(line);
        if (known != null) return known;
        Hits hits = new Hits(set.candidates(line));
        if (this.known.size() >= MOST_KNOWN) this.known.clear();
        this.known.put(line, hits);
        return hits;
    }

    PatternSet set() {
        return set;
    }

    /** The patterns that one line may show, by place: signatures, stages, then signs of death and trouble. */
    final class Hits {

        private final BitSet bits;

        private Hits(BitSet bits) {
            this.bits = bits;
        }

        boolean none() {
            return bits.isEmpty();
        }

        /** Whether the line does show that mark. */
        boolean show(Mark mark, String line) {
            return bits.get(firstMark + MARKS.indexOf(mark))
                    && mark.pattern.matcher(line).find();
        }

        /** The stages that the line does show, the latest last. */
        List<VllmStage> stages(String line) {
            List<VllmStage> shown = new ArrayList<>();
            int from = signatures.size();
            for (int i = bits.nextSetBit(from); i >= 0 && i < firstMark; i = bits.nextSetBit(i + 1)) {
                VllmStage stage = STAGES[i - from];
                if (stage.isShownBy(line)) shown.add(stage);
            }
            return shown;
        }

        /** Places in the table of signatures that the line may show. */
        int[] signatures() {
            int count = 0;
            int[] places = new int[bits.cardinality()];
            for (int i = bits.nextSetBit(0); i >= 0 && i < signatures.size(); i = bits.nextSetBit(i + 1))
                places[count++] = i;
            return Arrays.copyOf(places, count);
        }
    }
}
