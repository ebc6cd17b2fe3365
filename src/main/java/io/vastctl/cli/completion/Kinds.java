package io.vastctl.cli.completion;

import java.util.List;

/** What {@code vastctl complete-values} can be asked for: names that only the user's own files and database know. */
public final class Kinds {

    /** Strictness policies, the built-in ones and the operator's own. */
    public static final String POLICIES = "policies";

    /** Workloads, the built-in ones and those of the workloads folder. */
    public static final String WORKLOADS = "workloads";

    /** Ids of the newest runs. */
    public static final String RUNS = "runs";

    /** Ids of the newest surveys. */
    public static final String SURVEYS = "surveys";

    public static final List<String> ALL = List.of(POLICIES, WORKLOADS, RUNS, SURVEYS);

    private Kinds() {}
}
