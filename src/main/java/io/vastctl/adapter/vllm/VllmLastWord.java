package io.vastctl.adapter.vllm;

import java.util.regex.Pattern;

/**
 * Watches whether a log ends with an error that names its cause. In a run such a line proves nothing, because the next one
 * may show that the start went on; in a saved file there is no next one.
 */
final class VllmLastWord {

    /** Failed requests to the Hub: fatal only with a traceback below, which is a death of its own. */
    private static final Pattern REQUEST = Pattern.compile("Error retrieving ");

    private boolean cause;

    /** @param named whether a signature explains the line, alone or together with the one above */
    void see(VllmLine line, boolean named) {
        if (line.text().isBlank() || (!cause && !named)) return;
        boolean error = line.isError() && !VllmNoise.isNoise(line.text());
        cause = error && (cause || named) && !REQUEST.matcher(line.text()).find();
    }

    boolean isCause() {
        return cause;
    }
}
