package io.vastctl.config;

import io.vastctl.guard.Plan;
import io.vastctl.guard.PlanReview;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A plan file as it was read.
 *
 * @param setup empty if a problem is an error
 * @param review what the plan means; empty if a problem is an error
 * @param problems by line, warnings included
 */
public record GuardFile(String name, Optional<GuardSetup> setup, Optional<PlanReview> review, List<Problem> problems) {

    private static final Pattern THIS_COMPUTER = Pattern.compile(
            "^http://(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?:[:/?#]|$)", Pattern.CASE_INSENSITIVE);

    /**
     * Reads all that can be read, and says what cannot.
     *
     * @param settings know the policies
     * @param now the month that begins then is what the review counts over
     * @throws BadSettingException if the file cannot be read at all
     */
    public static GuardFile read(Path file, WorkloadCatalog workloads, Settings settings, Instant now) {
        return of(file.toString(), TextFile.read(file), workloads, settings, now);
    }

    static GuardFile of(String name, String content, WorkloadCatalog workloads, Settings settings, Instant now) {
        PlanText text = new PlanText(name);
        YamlTree.Fields tree = YamlTree.parse(content, text::error);
        // What is no YAML has no fields to miss.
        if (!text.good()) return new GuardFile(name, Optional.empty(), Optional.empty(), text.problems());
        PlanBlock whole = PlanBlock.whole(text, tree);
        Plan plan = new PlanReader(text, workloads, settings).plan(whole);
        GuardSetup setup = setup(whole, plan);
        if (!text.good()) return new GuardFile(name, Optional.empty(), Optional.empty(), text.problems());
        PlanReview review = PlanReview.of(plan, now);
        review.concerns().forEach(concern -> text.warn(concern.field(), concern.text()));
        return new GuardFile(name, Optional.of(setup), Optional.of(review), text.problems());
    }

    private record Notify(Optional<String> url, Optional<String> command) {}

    private static GuardSetup setup(PlanBlock whole, Plan plan) {
        Notify notify = whole.block("notify")
                .read(values -> new Notify(values.maybe("url").map(GuardFile::webAddress), values.maybe("command")));
        return whole.read(values -> {
            Duration every = values.duration("every", GuardSetup.EVERY);
            return new GuardSetup(plan, every, notify.url(), notify.command());
        });
    }

    private static String webAddress(String url) {
        if (!url.matches("https?://[^\\s]+")) throw new IllegalArgumentException("expected an http or https address");
        if (!url.startsWith("https:") && !THIS_COMPUTER.matcher(url).find())
            throw new IllegalArgumentException(
                    "http:// is for this computer only, for anybody could read on its way what is told: begin with"
                            + " https://");
        return url;
    }

    /** The setup. @throws BadSettingException if there is an error, all of them in it, a line for each */
    public GuardSetup orThrow() {
        return setup.orElseThrow(() -> BadSettingException.of(
                problems.stream().filter(Problem::isError).toList()));
    }
}
