package io.vastctl.cli.watch;

import io.vastctl.cli.text.Words;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.guard.loop.Vitals;
import io.vastctl.memory.guard.GuardDecisionRow;
import io.vastctl.plot.Page;
import io.vastctl.report.Html;
import io.vastctl.report.Html.Cell;
import io.vastctl.report.ReportStyle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The picture as a page: no scripts, nothing fetched, no forms; light or dark as the reader has it. */
final class WatchPage {

    /** How soon a browser asks again. */
    static final Duration REFRESH = Duration.ofSeconds(10);

    /** Lets the page's own style sheet in, and nothing else. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(styleOf(page("", "")))
            + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final Html html;
    private final Instant now;

    private WatchPage(UnaryOperator<String> clean, Instant now) {
        html = new Html(clean);
        this.now = now;
    }

    /**
     * The whole document.
     *
     * @param longest how old the last look of a guard at work may be
     * @param clean takes secrets out of a text
     */
    static String of(Picture picture, Instant now, Duration longest, UnaryOperator<String> clean) {
        WatchPage page = new WatchPage(clean, now);
        page.head(picture, longest);
        picture.look().ifPresent(look -> page.look(look, picture.trail()));
        page.decisions(picture);
        int slash = picture.plan().lastIndexOf('/');
        return page(clean.apply(picture.plan().substring(slash + 1)) + " - vastctl guard", page.html.done());
    }

    private static String page(String title, String body) {
        return Page.of(title, ReportStyle.CSS + WatchStyle.CSS, body);
    }

    private static String styleOf(String document) {
        return document.substring(document.indexOf("<style>") + "<style>".length(), document.indexOf("</style>"));
    }

    private static String hash(String style) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(digest.digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void head(Picture picture, Duration longest) {
        html.element("h1", "Guard");
        html.element(
                "p class=\"soft path\"", picture.plan() + (picture.dryRun() ? " (a dry run: nothing is done)" : ""));
        List<String> warnings = picture.warnings(now, longest);
        warnings.forEach(warning -> html.element("p class=\"warning\" role=\"alert\"", warning));
        if (picture.look().isEmpty()) html.element("p", "No look yet.");
        else if (warnings.isEmpty()) html.element("p class=\"well\"", "All endpoints have what they should have.");
    }

    private void look(Look look, Trail trail) {
        html.raw("<dl class=\"facts\">");
        fact("Last look", Words.duration(Duration.between(look.at(), now)) + " ago");
        fact("Rentals", String.valueOf(look.seen().rentals().size()));
        fact("Rents under way", String.valueOf(look.seen().ventures().size()));
        fact("Price", Words.dollars(look.dollarsPerHour()) + "/h");
        fact("Credit", Money.of(look.seen().purse().balance()));
        html.raw("</dl>\n");
        endpoints(look);
        fleet(look);
        temperatures(look, trail);
        money(look, trail);
    }

    private void fact(String name, String value) {
        html.raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>");
    }

    private void endpoints(Look look) {
        html.element("h2", "Endpoints");
        List<List<Cell>> rows = new ArrayList<>();
        for (Standing one : Standing.all(look, now))
            rows.add(List.of(
                    Cell.word(one.name()),
                    Cell.word(one.workload()),
                    Cell.number(one.wanted()),
                    Cell.number(one.serving()),
                    Cell.number(one.rentals()),
                    Cell.number(one.underWay()),
                    Cell.note(String.join("; ", one.why()))));
        html.table(
                "Endpoints",
                List.of(
                        Cell.word("Endpoint"),
                        Cell.word("Workload"),
                        Cell.number("Wanted"),
                        Cell.number("Serving"),
                        Cell.number("Rentals"),
                        Cell.number("Under way")),
                rows);
    }

    private void fleet(Look look) {
        html.element("h2", "Fleet");
        if (look.seen().rentals().isEmpty()) {
            html.element("p", "Nothing is rented.");
            return;
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Rental rental : look.seen().rentals()) rows.add(row(rental, look));
        html.table(
                "Fleet",
                List.of(
                        Cell.number("Instance"),
                        Cell.word("Endpoint"),
                        Cell.number("Machine"),
                        Cell.word("GPU"),
                        Cell.word("State"),
                        Cell.word("Answers"),
                        Cell.number("Tokens/s"),
                        Cell.number("First token"),
                        Cell.number("$/h"),
                        Cell.word("Age"),
                        Cell.word("Lease left")),
                rows);
    }

    private List<Cell> row(Rental rental, Look look) {
        Optional<Vitals.Machine> machine = look.vitals().machine(rental.instanceId());
        String state = rental.duty().draining().isPresent()
                ? "draining"
                : Standing.serves(rental, look)
                        ? "serving"
                        : rental.life().name().toLowerCase(Locale.ROOT);
        return List.of(
                Cell.number(rental.instanceId()),
                Cell.word(rental.endpoint().isEmpty() ? "left over" : rental.endpoint()),
                Cell.number(
                        rental.machineId().isPresent()
                                ? String.valueOf(rental.machineId().getAsLong())
                                : "-"),
                Cell.word(machine.map(StatusText::gpu).orElse("-")),
                Cell.word(state),
                Cell.word(StatusText.answers(rental)),
                Cell.number(StatusText.speed(rental)),
                Cell.number(StatusText.firstToken(machine)),
                Cell.number(StatusText.price(rental)),
                Cell.word(Ages.coarse(Duration.between(rental.rentedAt(), now))),
                Cell.word(
                        rental.leaseUntil().map(until -> Ages.left(until, now)).orElse("unknown")),
                Cell.note(Standing.serves(rental, look) ? "" : Standing.state(rental)));
    }

    private void temperatures(Look look, Trail trail) {
        if (look.seen().rentals().isEmpty()) return;
        html.element("h2", "Temperatures and speed, the last hour");
        html.raw("<div class=\"cards\">\n");
        look.seen().rentals().forEach(rental -> HeatCard.add(html, rental, look, trail));
        html.raw("</div>\n");
    }

    private void money(Look look, Trail trail) {
        Purse purse = look.seen().purse();
        Budget budget = look.plan().budget();
        html.element("h2", "Spend against budget");
        html.raw("<div class=\"budgets\">\n");
        meter("This hour's prices", look.dollarsPerHour(), budget.perHour());
        meter("Today", purse.spentDay(), budget.perDay());
        meter("This month", purse.spentMonth(), budget.perMonth());
        html.raw("<div>")
                .element(
                        "p",
                        "Credit " + Money.of(purse.balance()) + ", of which " + Money.of(budget.balanceFloor())
                                + " must stay");
        html.raw("</div>\n<div>").element("p", "Today's spend, the last hour");
        html.raw(TrailSvg.line(trail.spent(), Optional.empty(), "how today's spend grew in the last hour"));
        html.raw("</div>\n</div>\n");
        html.element(
                "p class=\"soft\"",
                "Days and months are those of " + budget.zone() + "; what was spent is by vastctl's own books.");
    }

    private void meter(String name, double used, double all) {
        String words = name + ": " + Money.of(used) + " of " + Money.of(all);
        html.raw("<div>")
                .element("p", words)
                .raw(TrailSvg.meter(used, all, words))
                .raw("</div>\n");
    }

    private void decisions(Picture picture) {
        html.element("h2", "Last decisions");
        if (picture.recent().isEmpty()) {
            html.element("p", "Nothing was decided but to renew leases.");
            return;
        }
        html.raw("<ul class=\"decisions\">\n");
        for (GuardDecisionRow row : picture.recent())
            html.raw("<li>")
                    .text(row.action() + " " + row.subject() + ", by ")
                    .element("code", row.rule())
                    .raw("<br/>")
                    .text(row.reason())
                    .element(
                            "div class=\"soft\"",
                            Words.iso(row.at()) + ", " + Words.duration(Duration.between(row.at(), now)) + " ago")
                    .raw("</li>\n");
        html.raw("</ul>\n");
    }
}
