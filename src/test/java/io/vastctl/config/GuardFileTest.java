package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.guard.AbsenceRules;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.Budget;
import io.vastctl.guard.HealingRules;
import io.vastctl.guard.HealthRules;
import io.vastctl.guard.HeatLimits.Band;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.ReplacementRules;
import io.vastctl.guard.ThermalRules;
import io.vastctl.offer.RentalType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan file: what it may hold, what it means, and a line for every mistake. */
class GuardFileTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final String BUDGET =
            "budget:\n  per-hour: 1.20\n  per-day: 30\n  per-month: 900\n  balance-floor: 5\n";
    private static final String SMALL =
            "endpoints:\n  - name: chat\n    workload: tinyllama\n    max-dollars-per-hour: 0.40\n" + BUDGET;

    @TempDir
    Path home;

    private GuardFile read(String content) {
        UserFolders folders = UserFolders.of(Map.of("HOME", home.toString()));
        Settings settings = new Settings(Map.of(), key -> Optional.empty(), folders.configFile());
        return GuardFile.of("guard.yaml", content, new WorkloadCatalog(folders.workloads()), settings, NOW);
    }

    private Plan plan(String content) {
        return read(content).orThrow().plan();
    }

    private List<String> problems(String content) {
        return read(content).problems().stream().map(Problem::toString).toList();
    }

    @Test
    void whatIsNotSaidIsTheStandard() {
        GuardSetup setup = read(SMALL).orThrow();

        assertThat(setup.plan())
                .isEqualTo(Plan.of(
                        List.of(new PlannedEndpoint(
                                "chat",
                                "tinyllama",
                                "strict",
                                1,
                                Hours.ALWAYS,
                                RentalType.ON_DEMAND,
                                OptionalDouble.of(0.4))),
                        new Budget(1.2, 30, 900, 5, Budget.LOW_CREDIT, ZoneId.of("UTC"))));
        assertThat(setup.every()).isEqualTo(GuardSetup.EVERY);
        assertThat(setup.notifyUrl()).isEmpty();
        assertThat(setup.notifyCommand()).isEmpty();
        assertThat(read(SMALL).problems()).isEmpty();
    }

    @Test
    void everythingCanBeSaid() {
        GuardSetup setup = read("""
                every: 20s
                endpoints:
                  - name: chat
                    workload: tinyllama
                    strictness: balanced
                    count: 2
                    rental: interruptible
                    max-dollars-per-hour: 0.5
                    hours:
                      zone: Europe/Berlin
                      open: [mon-fri 08:00-20:00, "sat,sun 22:00-06:00"]
                budget: {per-hour: 2, per-day: 40, per-month: 600, balance-floor: 5, low-credit: 6h, zone: Europe/Berlin}
                thermal:
                  warm-for: 90s
                  hot-for: 45s
                  cool-for: 5m
                  hysteresis: 4
                  fast-rise: 2.5
                  foresight: 3m
                  hot-patience: 10m
                  cards:
                    RTX 4090:
                      core: [80, 85, 90]
                      margin: [8, 5, 1]
                health: {misses: 4, faulty-looks: 3, slow-below: 0.4, slow-looks: 12, late-above: 4, late-at-least: 5s}
                healing:
                  restart: {tries: 1, settle: 6m}
                  reboot: {tries: 2, settle: 11m}
                  recycle: {tries: 0, settle: 21m}
                  spare-after: 15m
                  forgive-after: 3h
                replacement:
                  patience: {starting: 40m, stopped: 11m, offline: 12m, outbid: 13m, missing: 14m}
                  storm: {failures: 5, window: 2h, share: 0.5}
                  drain-for: 3m
                  replace-ahead: 3h
                  start-ahead: 25m
                  backoff: 3m
                  longest-backoff: 1h
                  least-price-share: 0.3
                bids: {idle-below: 25, idle-factor: 0.8, hot-above: 75, hot-factor: 1.2, floor: 0.05, ceiling: 0.9, step-share: 0.1, cool-down: 15m}
                absence: {lease: 2h, renew-at: 90m, blind-for: 3h, reaction: 12m, clock-jump: 3m}
                notify:
                  url: https://example.org/hook
                  command: logger -t guard
                """).orThrow();

        Plan plan = setup.plan();
        PlannedEndpoint chat = plan.endpoints().get(0);
        assertThat(chat.strictness()).isEqualTo("balanced");
        assertThat(chat.count()).isEqualTo(2);
        assertThat(chat.rentalType()).isEqualTo(RentalType.INTERRUPTIBLE);
        assertThat(chat.hours())
                .isEqualTo(new Hours(
                        ZoneId.of("Europe/Berlin"),
                        List.of(
                                new Hours.Window(
                                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                        LocalTime.of(8, 0),
                                        LocalTime.of(20, 0)),
                                new Hours.Window(
                                        EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                        LocalTime.of(22, 0),
                                        LocalTime.of(6, 0)))));
        assertThat(plan.budget()).isEqualTo(new Budget(2, 40, 600, 5, Duration.ofHours(6), ZoneId.of("Europe/Berlin")));
        assertThat(plan.thermal().hotFor()).isEqualTo(Duration.ofSeconds(45));
        assertThat(plan.thermal().limits("NVIDIA GeForce RTX 4090").core()).isEqualTo(new Band(80, 85, 90));
        assertThat(plan.thermal().limits("NVIDIA GeForce RTX 4090").memory())
                .isEqualTo(ThermalRules.STANDARD.limits("RTX 4090").memory());
        assertThat(plan.health())
                .isEqualTo(new HealthRules(
                        4, 3, 0.4, 12, Optional.of(new HealthRules.Lateness(4, Duration.ofSeconds(5)))));
        assertThat(plan.healing().recycle()).isEqualTo(new HealingRules.Effort(0, Duration.ofMinutes(21)));
        assertThat(plan.healing().forgiveAfter()).isEqualTo(Duration.ofHours(3));
        assertThat(plan.replacement().storm()).isEqualTo(new ReplacementRules.Storm(5, Duration.ofHours(2), 0.5));
        assertThat(plan.replacement().patience().missing()).isEqualTo(Duration.ofMinutes(14));
        assertThat(plan.replacement().leastCeilingShare()).isEqualTo(0.3);
        assertThat(plan.bids()).isEqualTo(new BidRules(25, 0.8, 75, 1.2, 0.05, 0.9, 0.1, Duration.ofMinutes(15)));
        assertThat(plan.absence())
                .isEqualTo(new AbsenceRules(
                        Duration.ofHours(2),
                        Duration.ofMinutes(90),
                        Duration.ofHours(3),
                        Duration.ofMinutes(12),
                        Duration.ofMinutes(3)));
        assertThat(setup.every()).isEqualTo(Duration.ofSeconds(20));
        assertThat(setup.notifyUrl()).contains("https://example.org/hook");
        assertThat(setup.notifyCommand()).contains("logger -t guard");
        assertThat(setup).asString().doesNotContain("example.org");
    }

    /** {@code |} is a line break, the number the line at which the mistake stands. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "heath: {misses: 3} @ 10: unknown field heath (did you mean health?)",
                "health: {mises: 3} @ 10: unknown field health.mises (did you mean misses?)",
                "health:|  misses: 1 @ 11: health.misses: the misses must lie from 2 to 1000, not 1",
                "health:|  misses: three @ 11: health.misses: expected a whole number such as 3, found \"three\"",
                "health: 3 @ 10: health: expected fields below it",
                "bids:|  floor: 0.5|  ceiling: 0.2 @ 12: bids.ceiling: the highest bid must lie from 0.5",
                "bids: {hot-factor: 0.9} @ 10: bids.hot-factor: the hot factor must lie from 1.0",
                "absence: {lease: 90} @ 10: absence.lease: expected a duration such as 90s",
                "absence: {lease: 3m} @ 10: absence.lease: the lease must last from 5 min to 7.0 days",
                "every: 1h @ 10: every: the time from one look to the next must last from 5s to 5m, not 1h",
                "notify: {url: 'http://example.org/x'} @ 10: notify.url: http:// is for this computer only",
                "notify: {url: mailto} @ 10: notify.url: expected an http or https address",
                "thermal:|  cards:|    H100: {core: [90, 80, 99]} @ 12: thermal.cards.H100.core: the core limits",
                "thermal:|  cards:|    H100: {core: 90} @ 12: thermal.cards.H100.core: expected three temperatures",
                "thermal:|  cards:|    H100: {chip: 90} @ 12: unknown field thermal.cards.H100.chip",
                "replacement:|  storm:|    share: 2 @ 12: replacement.storm.share: the share of a storm must lie",
                "healing: {restart: {tries: 99}} @ 10: healing.restart.tries: the tries of a step must lie",
                "endpoints: [] @ 10: endpoints is there twice, first in line 1",
                "health: &a {misses: 3}|bids: *a @ 11: aliases are not understood",
            })
    void eachMistakeIsSaidWithItsLine(String more, String message) {
        assertThat(problems(SMALL + more.replace('|', '\n')))
                .anyMatch(line -> line.startsWith("guard.yaml:" + message.strip()));
        assertThat(read(SMALL + more.replace('|', '\n')).setup()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "workload: tinylama @ 3: endpoints[0].workload: unknown workload tinylama (did you mean tinyllama?)",
                "strictness: balance @ 4: endpoints[0].strictness: expected strict or balanced or aggressive (did you mean balanced?)",
                "name: Chat! @ 2: endpoints[0].name: expected a name of at most 32 lower-case letters",
                "count: -1 @ 4: endpoints[0].count: the count of chat must lie from 0",
                "count: 1.5 @ 4: endpoints[0].count: expected a whole number",
                "rental: spot @ 4: endpoints[0].rental: expected on-demand or interruptible",
                "max-dollars-per-hour: 0 @ 4: endpoints[0].max-dollars-per-hour: the price limit of chat must lie from 0.001",
                "max-dollars-per-hour: $1 @ 4: endpoints[0].max-dollars-per-hour: expected a number",
                "hours: {open: daily} @ 4: endpoints[0].hours.zone is missing: 08:00 is at another time in each",
                "hours: {zone: UTC} @ 4: endpoints[0].hours.open is missing",
                "hours: {zone: Europe/Berln, open: daily} @ 4: endpoints[0].hours.zone: expected a time zone such as Europe/Berlin or UTC, found \"Europe/Berln\" (did you mean Europe/Berlin?)",
                "hours: {zone: UTC, open: fry 08:00-09:00} @ 4: endpoints[0].hours.open: \"fry\" is no day, expected one of daily, mon, tue, wed, thu, fri, sat, sun (did you mean fri?)",
                "hours: {zone: UTC, open: mon 8-20} @ 4: endpoints[0].hours.open: expected days and times such as",
                "hours: {zone: UTC, open: mon 08:00-25:00} @ 4: endpoints[0].hours.open: expected days and times",
                "price: 1 @ 4: unknown field endpoints[0].price",
            })
    void eachMistakeOfAnEndpointToo(String field, String message) {
        String key = field.substring(0, field.indexOf(':'));
        String rest = switch (key) {
            case "name" -> "  - " + field + "\n    workload: tinyllama\n";
            case "workload" -> "  - name: chat\n    " + field + "\n";
            default -> "  - name: chat\n    workload: tinyllama\n    " + field.strip() + "\n";
        };
        assertThat(problems("endpoints:\n" + rest + BUDGET))
                .anyMatch(line -> line.startsWith("guard.yaml:" + message.strip()))
                .hasSize(1);
    }

    @Test
    void thereIsNoPlanWithoutItsCeilings() {
        assertThat(problems("endpoints: []\n"))
                .singleElement()
                .asString()
                .startsWith("guard.yaml: budget is missing: without a ceiling nothing is rented");
        assertThat(problems("endpoints: []\nbudget:\n  per-hour: 1\n"))
                .hasSize(3)
                .allMatch(line -> line.startsWith("guard.yaml:2: budget."))
                .allMatch(line -> line.contains(" is missing: "));
        assertThat(problems(BUDGET)).singleElement().asString().startsWith("guard.yaml: endpoints is missing");
    }

    @Test
    void oneReadingFindsAllMistakes() {
        assertThat(problems("""
                every: 1s
                endpoints:
                  - {name: chat, workload: nothing, count: x}
                  - {name: chat}
                budget: {per-hour: -1, per-day: 1, per-month: 1, balance-floor: 0}
                """))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains(":1: every"),
                        line -> assertThat(line).contains(":3: endpoints[0].workload"),
                        line -> assertThat(line).contains(":3: endpoints[0].count"),
                        line -> assertThat(line).contains(":4: endpoints[1].workload is missing"),
                        line -> assertThat(line)
                                .contains(":4: endpoints[1].name: the endpoint in line 3 is named chat, too"),
                        line -> assertThat(line).contains(":5: budget.per-hour"));
    }

    @Test
    void whatIsNoPlanAtAllIsOneLine() {
        assertThat(problems("a: [")).singleElement().asString().contains("this is not YAML");
        assertThat(problems("- a\n")).singleElement().asString().contains("expected fields such as");
        assertThat(problems(SMALL + "---\na: 1\n"))
                .singleElement()
                .asString()
                .contains("expected one document, found a second");
        assertThat(problems("")).hasSize(2).allMatch(line -> line.contains("is missing"));
        assertThat(problems("endpoints: []\nbudget:\n"))
                .singleElement()
                .asString()
                .startsWith("guard.yaml:2: budget is missing");
        assertThatThrownBy(() -> GuardFile.read(
                        home.resolve("none.yaml"),
                        new WorkloadCatalog(home),
                        new Settings(Map.of(), key -> Optional.empty(), home.resolve("c.yaml")),
                        NOW))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aBadPlanThrowsAllItsLines() {
        assertThatThrownBy(() -> read("endpoints: []\nbudget:\n  per-hour: 1\n").orThrow())
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("per-day")
                .hasMessageContaining("per-month");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "per-hour: 0.3 @ 4: warning: $0.400/h is above the budget of an hour",
                "per-hour: 0.45 @ 6: warning: there is no room for a second rental",
                "per-day: 5 @ 7: warning: the planned rentals at their limits cost $9.600 in a day, the budget is $5.000",
                "per-month: 200 @ 8: warning: the planned rentals at their limits cost $297.600 in a month",
                "per-day: 0.2 @ 7: warning: chat at its limit needs $0.467 for 70 min",
            })
    void aBudgetThatCannotHoldThePlanIsWarnedOf(String line, String message) {
        String key = line.substring(0, line.indexOf(':'));
        GuardFile file = read(SMALL.replaceFirst("  " + key + ": .*", "  " + line.strip()));

        assertThat(file.problems().stream().map(Problem::toString))
                .anyMatch(problem -> problem.startsWith("guard.yaml:" + message.strip()));
        assertThat(file.setup()).isPresent();
    }

    @Test
    void whatNeverOpensAndWhatIsHotterThanTheCardIsWarnedOf() {
        assertThat(problems("""
                endpoints:
                  - name: chat
                    workload: tinyllama
                    count: 0
                  - name: night
                    workload: tinyllama
                    max-dollars-per-hour: 3
                    hours:
                      zone: UTC
                      open: []
                budget: {per-hour: 1, per-day: 30, per-month: 900, balance-floor: 0}
                thermal:
                  cards:
                    RTX 4090:
                      core: [80, 95, 99]
                      margin: [3, -4, -8]
                """))
                .containsExactly(
                        "guard.yaml:4: warning: chat is wanted 0 times: it is never rented",
                        "guard.yaml:7: warning: $3.000/h is above the budget of an hour, which holds instead: $1.000/h",
                        "guard.yaml:8: warning: night never opens: it is never rented",
                        "guard.yaml:15: warning: hot at 95 °C is above the slowdown of the chip, 89 °C",
                        "guard.yaml:15: warning: critical at 99 °C is above where the card is about to shut itself off, 93 °C",
                        "guard.yaml:16: warning: hot at a margin of -4 °C is beyond the card's own slowdown at about 0 °C",
                        "guard.yaml:16: warning: critical at a margin of -8 °C is beyond where the card is about to shut itself off, -6 °C");
    }

    @Test
    void theReviewCountsHoursAndMoney() {
        var review = read("""
                endpoints:
                  - {name: day, workload: tinyllama, count: 2, max-dollars-per-hour: 0.5,
                     hours: {zone: UTC, open: mon-sun 08:00-20:00}}
                  - {name: all, workload: tinyllama, max-dollars-per-hour: 0.1}
                budget: {per-hour: 2, per-day: 100, per-month: 1000, balance-floor: 0}
                """).review().orElseThrow();

        assertThat(review.mostPerHour()).isEqualTo(1.1);
        assertThat(review.mostPerDay()).isCloseTo(14.4, within(0.01));
        assertThat(review.perMonth()).isCloseTo(31 * 14.4, within(0.01));
        assertThat(review.endpoints().get(0).hoursPerWeek()).isCloseTo(84, within(0.1));
    }

    @Test
    void theReferenceHasEveryKeyWithItsStandard() throws IOException {
        String page = Files.readString(Path.of("docs/reference/guard-plan.md"));
        for (String key : List.of(
                "every",
                "name",
                "workload",
                "strictness",
                "count",
                "rental",
                "max-dollars-per-hour",
                "zone",
                "open",
                "per-hour",
                "per-day",
                "per-month",
                "balance-floor",
                "low-credit",
                "warm-for",
                "hot-for",
                "cool-for",
                "hysteresis",
                "fast-rise",
                "foresight",
                "hot-patience",
                "core",
                "memory",
                "margin",
                "misses",
                "faulty-looks",
                "slow-below",
                "slow-looks",
                "late-above",
                "late-at-least",
                "tries",
                "settle",
                "spare-after",
                "forgive-after",
                "starting",
                "stopped",
                "offline",
                "outbid",
                "missing",
                "failures",
                "window",
                "share",
                "drain-for",
                "replace-ahead",
                "start-ahead",
                "backoff",
                "longest-backoff",
                "least-price-share",
                "idle-below",
                "idle-factor",
                "hot-above",
                "hot-factor",
                "floor",
                "ceiling",
                "step-share",
                "cool-down",
                "lease",
                "renew-at",
                "blind-for",
                "reaction",
                "clock-jump",
                "url",
                "command")) assertThat(page).contains("`" + key + "`");
        Matcher whole =
                Pattern.compile("```yaml\\n(# every key.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(whole.find()).isTrue();
        assertThat(plan(whole.group(1)))
                .as("the page shows each rule at its standard")
                .isEqualTo(Plan.of(
                        plan(whole.group(1)).endpoints(), plan(whole.group(1)).budget()));
    }
}
