package io.vastctl.adapter.vllm;

import io.vastctl.readiness.Evidence;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps the lines that say most about a death that no signature knows: the first exception and the last one. */
final class VllmTelling {

    private static final Pattern NAMED = Pattern.compile("^[\\w.]*(?:Error|Exception|Exit|Interrupt)\\b[^:]{0,40}: ");
    private static final Pattern EMPTY =
            Pattern.compile("Traceback|^\\s*$|^\\s+|NoneType: None|During handling of|direct cause of");

    private static final Pattern WRAPPER =
            Pattern.compile("Engine core init|Engine process|EngineDeadError|EngineCore |WorkerProc |died|MQLLMEngine");

    private static final Pattern GPU = Pattern.compile("CUDA|cuda|NVIDIA|nvidia|NVML|nvml");

    private Optional<VllmLine> firstNamed = Optional.empty();
    private Optional<VllmLine> lastNamed = Optional.empty();
    private Optional<VllmLine> lastTelling = Optional.empty();
    private Optional<VllmLine> last = Optional.empty();

    /** Trouble that a later stage shows to be over tells nothing. */
    void over() {
        firstNamed = Optional.empty();
        lastNamed = Optional.empty();
        lastTelling = Optional.empty();
    }

    void see(VllmLine line, boolean tells) {
        if (!line.text().isBlank()) last = Optional.of(line);
        if (!tells || line.isQuiet() || VllmNoise.isNoise(line.text())) return;
        if (EMPTY.matcher(line.message()).lookingAt()) return;
        lastTelling = Optional.of(line);
        if (!NAMED.matcher(line.message()).find() || isWrapper(line.text())) return;
        if (firstNamed.isEmpty()) firstNamed = Optional.of(line);
        lastNamed = Optional.of(line);
    }

    /** Whether the server called anything an error. */
    boolean isTroubled() {
        return lastTelling.isPresent();
    }

    /** Whether an error stands there by its own name, not only that something died of one. */
    boolean hasName() {
        return firstNamed.isPresent();
    }

    /** Whether the error that stands there by its name is one of the GPU. */
    boolean isOfGpu() {
        return firstNamed.filter(line -> GPU.matcher(line.text()).find()).isPresent()
                || lastNamed.filter(line -> GPU.matcher(line.text()).find()).isPresent();
    }

    /** Where to look first; empty for a log without a line. */
    Optional<VllmLine> first() {
        return firstNamed.or(() -> lastTelling).or(() -> last.filter(line -> !VllmNoise.isNoise(line.text())));
    }

    String evidence() {
        String one = first().map(VllmLine::text).orElse("");
        String other =
                lastNamed.map(VllmLine::text).filter(text -> !text.equals(one)).orElse("");
        String both = other.isEmpty() ? one : one + "\n" + other;
        return Evidence.around(both, 0);
    }

    private static boolean isWrapper(String text) {
        return WRAPPER.matcher(text).find();
    }
}
