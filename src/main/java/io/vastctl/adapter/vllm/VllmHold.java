package io.vastctl.adapter.vllm;

import io.vastctl.adapter.RunFiles;
import io.vastctl.readiness.ShellWord;
import io.vastctl.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Holds back the download of the weights while vLLM is starting, until the machine has passed its check. vLLM takes a
 * file lock for the download, named after the model, once its imports and its engine's start are behind it (get_lock
 * in vllm's weight_utils, the same from 0.6 on). Whoever has that lock before delays the download and nothing else. Where the lock
 * has another name, or there is no flock, nothing is held back and nothing breaks.
 *
 * @param lock the name of the lock file
 */
record VllmHold(String lock) {

    /** Then it goes on by itself: a lost connection must not cost the run. */
    static final Duration LONGEST = Duration.ofSeconds(90);

    /** Empty for a model that is not fetched from the Hub to the usual place. */
    static Optional<VllmHold> of(Workload workload) {
        boolean onHub = workload.model().matches("[\\w.-]+/[\\w.-]+");
        boolean elsewhere = workload.arguments().stream()
                .anyMatch(word -> word.replace('_', '-').startsWith("--download-dir"));
        return onHub && !elsewhere ? Optional.of(new VllmHold(lockName(workload.model()))) : Optional.empty();
    }

    private static String lockName(String model) {
        String flat = model.replace('/', '-');
        return sha256(flat) + flat + ".lock";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Two lines of the start script. The process of flock alone has the lock, so ending that one lets go. */
    String start(RunFiles files) {
        return "  flock -no \"${TMPDIR:-/tmp}/" + lock + "\" sleep " + LONGEST.toSeconds()
                + " 2>/dev/null &\n  echo $! >" + ShellWord.of(files.hold()) + "\n";
    }

    /** A process number may be another's by now. */
    static String release(RunFiles files) {
        String hold = ShellWord.of(files.hold());
        return "read -r pid <" + hold + " && grep -q '^flock' /proc/\"$pid\"/comm && kill \"$pid\"; rm -f " + hold;
    }
}
