package io.vastctl.adapter;

import io.vastctl.readiness.ShellWord;
import io.vastctl.workload.Workload;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a script that starts a server in the background and keeps its log, process number and exit code. */
public final class StartScript {

    /** First words of the line that the script writes on top of each new log. */
    public static final String MARKER = "vastctl: start ";

    /**
     * Where the server has just been sent into the background of a subshell: waits for its end. The variables {@code log},
     * {@code pid} and {@code exit} name the files.
     */
    public static final String UNTIL_ITS_END = """
              child=$!
              echo "$child" > "$pid"
              wait "$child"
              code=$?
              if [ "$code" -gt 128 ]; then echo "vastctl: ended by signal $((code - 128))"; fi
              echo "$code" > "$exit"
            ) >> "$log" 2>&1 < /dev/null &
            """;

    private static final int MOST_CHARACTERS = 4000;

    private StartScript() {}

    /**
     * The script, if it is short enough for Vast.ai.
     *
     * @param remedy what to shorten, for the message
     * @throws IllegalArgumentException if it has 4000 characters or more
     */
    public static String limited(Workload workload, String script, String remedy) {
        if (script.length() >= MOST_CHARACTERS) {
            throw new IllegalArgumentException("the start script of workload " + workload.name() + " has "
                    + script.length() + " characters, " + MOST_CHARACTERS + " is too many: shorten " + remedy);
        }
        return script;
    }

    /** Shell words that mean exactly those texts. */
    public static String words(List<String> texts) {
        return texts.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
