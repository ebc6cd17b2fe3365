package io.vastctl.cli.watch;

import io.vastctl.cli.text.Escapes;
import io.vastctl.cli.text.FittedLine;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.Budget;
import io.vastctl.guard.HeatLevel;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.memory.guard.GuardDecisionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The picture as lines that are redrawn in place, each no wider than the window. Pure. */
public final class WatchLines {

    private static final Pattern BEYOND_ASCII = Pattern.compile("[^ -~]");
    private static final int DECISIONS = 4;

    private final Instant now;
    private final int width;
    private final boolean unicode;
    private final boolean colour;
    private final List<String> lines = new ArrayList<>();

    private WatchLines(Instant now, int width, boolean unicode, boolean colour) {
        this.now = now;
        this.width = width;
        this.unicode = unicode;
        this.colour = colour;
    }

    /**
     * Draws it.
     *
     * @param longest how old the last look of a guard at work may be
     * @param width of the window in characters; the last column stays empty
     * @param unicode whether more than ASCII can be shown
     * @param colour whether styles may be used
     */
    public static List<String> of(
            Picture picture, Instant now, Duration longest, int width, boolean unicode, boolean colour) {
        WatchLines watch = new WatchLines(now, Math.max(1, width - 1), unicode, colour);
        watch.title(picture);
        for (String warning : picture.troubles(now, longest))
            watch.put(watch.line().cut(plain(warning), Escapes.YELLOW));
        picture.look().ifPresent(look -> watch.look(look, picture.trail()));
        List<GuardDecisionRow> recent = picture.recent();
        for (GuardDecisionRow row : recent.subList(0, Math.min(DECISIONS, recent.size()))) watch.decision(row);
        return watch.lines;
    }

    private void title(Picture picture) {
        String age = picture.look()
                .map(look -> "look " + Words.duration(Duration.between(look.at(), now)) + " ago")
                .orElse("no look yet");
        int slash = picture.plan().lastIndexOf('/');
        put(line().reserving(age)
                .cut(plain(picture.plan().substring(slash + 1)), Escapes.BOLD)
                .whole(picture.keeper().map(who -> "  kept by " + plain(who)).orElse("  kept by nobody"))
                .right(age));
    }

    private void look(Look look, Trail trail) {
        Purse purse = look.seen().purse();
        Budget budget = look.plan().budget();
        put(line().cut("  " + Money.of(purse.spentDay()) + " of " + Money.of(budget.perDay()) + " today")
                .whole(spark(trail.spent()), Escapes.CYAN)
                .whole("  " + Money.of(look.dollarsPerHour()) + " of " + Money.of(budget.perHour()) + " per hour")
                .whole("  credit " + Money.of(purse.balance())));
        for (Standing standing : Standing.all(look, now)) {
            put(line().cut(plain(StatusText.summary(standing)), standing.isShort() ? Escapes.YELLOW : Escapes.BOLD));
            if (standing.isShort()) put(line().cut("  " + plain(standing.why().get(0)), Escapes.YELLOW));
            for (Rental rental : look.seen().rentals())
                if (rental.endpoint().equals(standing.name())) rental(rental, look, trail);
        }
        for (Rental rental : look.seen().rentals())
            if (look.plan().endpoint(rental.endpoint()).isEmpty()) rental(rental, look, trail);
    }

    private void rental(Rental rental, Look look, Trail trail) {
        boolean cool = rental.heat().level() == HeatLevel.COOL && !rental.heat().lost();
        FittedLine line = line().cut("  " + rental.instanceId());
        line.whole(
                "  " + StatusText.heat(rental) + spark(trail.celsius(rental.instanceId())), cool ? "" : Escapes.YELLOW);
        if (Standing.serves(rental, look))
            // Bars without their number would say nothing.
            line.whole("  " + StatusText.speed(rental) + " tok/s" + spark(trail.speed(rental.instanceId())));
        else line.cut("  " + plain(Standing.state(rental)), Escapes.YELLOW);
        line.whole("  $" + StatusText.price(rental) + "/h");
        rental.leaseUntil().ifPresent(until -> line.whole("  lease " + Ages.left(until, now)));
        look.vitals()
                .machine(rental.instanceId())
                .ifPresent(machine -> line.whole("  " + plain(StatusText.gpu(machine))));
        put(line);
    }

    private void decision(GuardDecisionRow row) {
        String ago = Words.duration(Duration.between(row.at(), now)) + " ago";
        put(line().cut(String.format(Locale.ROOT, "%14s  ", ago))
                .cut(row.action() + " " + plain(row.subject()))
                .cut("  " + row.rule() + ": " + plain(row.reason())));
    }

    /** A tenth of the window, so that it does not crowd out the numbers. */
    private String spark(List<Double> values) {
        String bars = Spark.line(values, Math.min(24, Math.max(6, width / 8)), unicode);
        return bars.isBlank() ? "" : " " + bars;
    }

    private FittedLine line() {
        return new FittedLine(width, colour);
    }

    private void put(FittedLine line) {
        lines.add(line.toString());
    }

    /** Others' texts in characters of one column each. */
    private static String plain(String text) {
        return BEYOND_ASCII.matcher(Words.printable(text)).replaceAll("?");
    }
}
