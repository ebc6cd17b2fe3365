package io.vastctl.cli.guard;

/** A guard's plan with one endpoint, {@code chat}, which fits the budget. */
public final class ChatPlan {

    /** For a day of tests. */
    public static final String TEXT = with(10);

    private ChatPlan() {}

    /** The same with another budget of a day; ten of them make a month. */
    public static String with(int perDay) {
        return """
            endpoints:
              - name: chat
                workload: tinyllama
                strictness: balanced
                max-dollars-per-hour: 0.60
            budget:
              per-hour: 1
              per-day: %d
              per-month: %d
              balance-floor: 1
            """.formatted(perDay, 10 * perDay);
    }
}
