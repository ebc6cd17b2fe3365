package io.vastctl.scale;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** What the marketplace gets of guards and surveys, per kind of call and minute of the market's clock. */
public final class CallsBench {

    private static final Duration LONGEST_END = Duration.ofHours(2);

    private CallsBench() {}

    /** Arguments: {@code guard}, hours to start at most and hours to keep alive, or {@code survey}, how many at once; then numbers. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 3) {
            System.err.println("scale: calls guard START-HOURS:KEEP-HOURS N ... | calls survey all|AT-ONCE N ...");
            System.exit(2);
        }
        for (String number : Arrays.asList(arguments).subList(2, arguments.length)) {
            if (arguments[0].equals("guard")) guard(Integer.parseInt(number), arguments[1]);
            else survey(Integer.parseInt(number), arguments[1]);
        }
    }

    private static void guard(int rentals, String hours) throws InterruptedException {
        String[] parts = hours.split(":", 2);
        long begun = System.nanoTime();
        try (GuardCalls calls = new GuardCalls(rentals, 1)) {
            GuardCalls.Played played = parts[0].equals("taken")
                    ? calls.takeOver(span(parts[1]))
                    : calls.play(span(parts[0]), span(parts[1]));
            System.out.printf(
                    Locale.ROOT,
                    "%n### guard of %d: all answered %s; in the end %d answered, %d alive; %.0f s of this computer's time%n",
                    rentals,
                    played.full().map(minute -> "after " + minute + " minutes").orElse("never"),
                    played.serving(),
                    played.alive(),
                    (System.nanoTime() - begun) / 1e9);
            System.out.printf("renting, minutes 0 to %d%n", played.from());
            print(calls.tally().between(0, played.from()));
            System.out.printf(
                    Locale.ROOT,
                    "keeping alive, minutes %d to %d, %d looks, one every %.0f s%n",
                    played.from(),
                    played.to(),
                    played.ticks(),
                    60.0 * (played.to() - played.from() + 1) / Math.max(1, played.ticks() - 1));
            print(calls.tally().between(played.from(), played.to()));
            GuardCalls.GivenBack gone = calls.giveBack(LONGEST_END);
            System.out.printf(
                    Locale.ROOT,
                    "giving all back, minutes %d to %d: %d alive in the end%n",
                    gone.from(),
                    gone.to(),
                    gone.alive());
            print(calls.tally().between(gone.from(), gone.to()));
            if (Boolean.getBoolean("told")) calls.happened().forEach(System.out::println);
            System.out.flush();
        }
    }

    private static void survey(int machines, String parallel) throws InterruptedException {
        long begun = System.nanoTime();
        try (SurveyCalls calls = new SurveyCalls(machines, 1)) {
            SurveyCalls.Played played = calls.play(parallel.equals("all") ? machines : Integer.parseInt(parallel));
            System.out.printf(
                    Locale.ROOT,
                    "%n### survey of %d: %s; %d work, %d left; at most %d at once; %d minutes; %d alive in the end; "
                            + "%.0f s of this computer's time%n",
                    played.chosen(),
                    played.end(),
                    played.works(),
                    played.left(),
                    played.most(),
                    played.minutes(),
                    played.alive(),
                    (System.nanoTime() - begun) / 1e9);
            if (!played.message().isEmpty()) System.out.println("It said: " + played.message());
            played.reasons().forEach((reason, count) -> System.out.println(count + " x " + reason));
            print(calls.tally().between(0, played.minutes() + 1));
            System.out.flush();
        }
    }

    private static Duration span(String hours) {
        return Duration.ofMinutes(Math.round(60 * Double.parseDouble(hours)));
    }

    private static void print(Map<CallTally.Kind, CallTally.Figures> figures) {
        System.out.println("| call | calls | a minute | most in a minute | documented limit | share at the most | refused |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        figures.forEach((kind, figure) -> {
            if (figure.calls() == 0) return;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %d | %.0f | %.0f%% | %d |%n",
                    kind.words(),
                    figure.calls(),
                    figure.perMinute(),
                    figure.most(),
                    kind.mostPerMinute(),
                    100 * figure.most() / kind.mostPerMinute(),
                    figure.refused());
        });
    }
}
