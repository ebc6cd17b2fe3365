package io.vastctl.cli.live;

import io.vastctl.cli.live.RunStatus.Expected;
import io.vastctl.cli.live.RunStatus.Rental;
import io.vastctl.cli.text.Escapes;
import io.vastctl.cli.text.FittedLine;
import io.vastctl.cli.text.Words;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines that show what a run is doing: two to four, the same number as long as it does the same. Pure. */
public final class StatusBlock {

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String DONE = "\u2501";
    private static final String OPEN = "\u2500";
    private static final Pattern SHARDS = Pattern.compile("shards:\\s+\\d+% Completed \\| (\\d+/\\d+)");
    private static final Pattern API_STATUS = Pattern.compile("(status \\w+), intended running(?:: (.*))?");
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^ -~]");

    private final int width;
    private final boolean unicode;
    private final boolean colour;

    private StatusBlock(int width, boolean unicode, boolean colour) {
        this.width = width;
        this.unicode = unicode;
        this.colour = colour;
    }

    /**
     * Whether the user's character set has the characters beyond ASCII. What Java writes by default says nothing, since
     * JDK 18 that is UTF-8 everywhere.
     */
    public static boolean canBeShown() {
        String name =
                System.getProperty("native.encoding", Charset.defaultCharset().name());
        return Charset.isSupported(name) && Charset.forName(name).newEncoder().canEncode(DONE + OPEN);
    }

    /**
     * Draws it.
     *
     * @param width of the window in characters; the last column stays empty
     * @param unicode whether more than ASCII can be shown
     * @param colour whether styles may be used
     */
    static List<String> lines(RunStatus status, int width, boolean unicode, boolean colour) {
        return new StatusBlock(Math.max(1, width - 1), unicode, colour).lines(status);
    }

    private List<String> lines(RunStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(title(status));
        for (Rental rental : status.rentals())
            lines.add(doing(rental, status.rentals().size() > 1));
        if (!status.rentals().isEmpty()) lines.add(outlook(status));
        lines.add(money(status));
        return lines;
    }

    private String title(RunStatus status) {
        String elapsed = Words.duration(status.elapsed());
        FittedLine line = line().reserving(elapsed);
        if (status.rentals().isEmpty()) line.cut(status.next().isEmpty() ? "Working" : status.next(), Escapes.BOLD);
        else if (status.rentals().size() == 1) {
            Rental only = status.rentals().get(0);
            line.cut("Attempt " + only.number(), Escapes.BOLD)
                    .whole("  machine " + only.machineId())
                    .whole(", " + plain(only.gpu()))
                    .whole(", " + Words.dollars(only.dollarsPerHour()) + "/h");
        } else line.cut(status.rentals().size() + " rentals side by side", Escapes.BOLD);
        return line.right(elapsed).toString();
    }

    private String doing(Rental rental, boolean oneOfSeveral) {
        FittedLine line = line().cut("  ");
        if (oneOfSeveral) line.cut(rental.number() + " ");
        line.cut(rental.doing()).whole(", " + calm(rental.since()));
        if (rental.progress().isPresent()) share(line, rental.progress().getAsDouble());
        String detail = detail(rental.detail());
        return (detail.isEmpty() ? line : line.cut("  " + detail)).toString();
    }

    /** A bar as wide as the window allows, so that it does not crowd out what it illustrates, and per cent. */
    private void share(FittedLine line, double share) {
        int cells = width >= 90 ? 20 : width >= 70 ? 10 : 0;
        int full = (int) Math.round(Math.min(1, Math.max(0, share)) * cells);
        String done = (unicode ? DONE : "#").repeat(full);
        String open = (unicode ? OPEN : ".").repeat(cells - full);
        line.whole(cells == 0 ? ", " : "  ").whole(done, Escapes.CYAN).whole(open);
        line.whole((cells == 0 ? "" : " ") + Words.percent(share));
    }

    private String outlook(RunStatus status) {
        FittedLine line = line().cut("  ");
        if (status.ready().isPresent()) ready(line, status.ready().get());
        String next = status.next().isEmpty() ? "" : "then " + status.next();
        if (status.ready().isEmpty()) line.cut(next.isEmpty() ? "no estimate yet" : next);
        else if (!next.isEmpty()) line.whole("; " + next);
        return line.toString();
    }

    private static void ready(FittedLine line, Expected expected) {
        boolean ranked = expected.starts() == 0;
        String starts = Words.count(expected.starts(), "start", "starts") + " before";
        if (expected.late())
            line.cut(ranked ? "later than the ranking expected" : "later than usual in " + starts, Escapes.YELLOW);
        else
            line.cut("ready in about " + rough(expected.remaining()))
                    .whole(", at " + TIME_OF_DAY.format(expected.at()))
                    .whole(ranked ? ", by the estimate of the ranking" : ", as in " + starts);
    }

    private String money(RunStatus status) {
        FittedLine line = line().cut("  " + Words.dollars(status.spentDollars()) + " so far");
        if (status.dollarsPerHour() > 0) line.whole(", " + Words.dollars(status.dollarsPerHour()) + "/h now");
        return line.whole(String.format(Locale.ROOT, ", at most $%.2f", status.maxDollars()))
                .toString();
    }

    private FittedLine line() {
        return new FittedLine(width, colour);
    }

    /** The part of a server's line that moves. */
    private static String detail(String seen) {
        Matcher shards = SHARDS.matcher(seen);
        if (shards.find()) return "shards " + shards.group(1);
        Matcher status = API_STATUS.matcher(seen);
        if (!status.matches()) return plain(seen).strip();
        return plain(status.group(2) == null ? status.group(1) : status.group(2));
    }

    /** Others' texts in characters of one column each. */
    private static String plain(String text) {
        return BEYOND_ASCII.matcher(Words.printable(text)).replaceAll("?");
    }

    /** Without seconds once they no longer matter. */
    private static String calm(Duration duration) {
        return duration.toMinutes() < 10 ? Words.duration(duration) : Words.duration(minutes(duration));
    }

    private static String rough(Duration remaining) {
        long seconds = remaining.toSeconds();
        if (seconds < 90) return Words.duration(Duration.ofSeconds(Math.max(10, Math.round(seconds / 10.0) * 10)));
        return Words.duration(minutes(remaining.plusSeconds(30)));
    }

    private static Duration minutes(Duration duration) {
        return Duration.ofMinutes(duration.toMinutes());
    }
}
