package io.vastctl.config;

import io.vastctl.guard.Budget;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.offer.RentalType;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads endpoints and money; the rules are {@link PlanRules}'. */
final class PlanReader {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";
    private static final String NAME_WORDS = "a name of at most 32 lower-case letters, digits and dashes";
    private static final String CEILING =
            "without a ceiling nothing is rented; there is no plan that may cost whatever it costs";
    private static final List<String> RENTALS = List.of("on-demand", "interruptible");

    private final PlanText text;
    private final WorkloadCatalog workloads;
    private final Settings settings;

    PlanReader(PlanText text, WorkloadCatalog workloads, Settings settings) {
        this.text = text;
        this.workloads = workloads;
        this.settings = settings;
    }

    /** Of what is wrong the standard is in it; {@link PlanText} has the mistakes. */
    Plan plan(PlanBlock whole) {
        whole.require("endpoints", "there is nothing to keep alive; write \"endpoints: []\" to give everything back");
        whole.require("budget", CEILING);
        List<PlannedEndpoint> endpoints = endpoints(whole.blocks("endpoints"));
        Budget budget = budget(whole.block("budget"), whole.has("budget"));
        PlanRules rules = new PlanRules();
        return new Plan(
                endpoints,
                budget,
                rules.thermal(whole.block("thermal")),
                rules.health(whole.block("health")),
                rules.healing(whole.block("healing")),
                rules.replacement(whole.block("replacement")),
                rules.bids(whole.block("bids")),
                rules.absence(whole.block("absence")));
    }

    private List<PlannedEndpoint> endpoints(List<PlanBlock> blocks) {
        List<PlannedEndpoint> endpoints = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (PlanBlock block : blocks) {
            PlannedEndpoint endpoint = endpoint(block);
            Integer first = lines.putIfAbsent(endpoint.name(), block.line());
            if (first == null) endpoints.add(endpoint);
            else if (block.has("name"))
                text.error(
                        block.line(),
                        block.path() + ".name: the endpoint in line " + first + " is named " + endpoint.name()
                                + ", too");
        }
        return endpoints;
    }

    private PlannedEndpoint endpoint(PlanBlock block) {
        block.require("name", "rentals are labelled with it");
        block.require("workload", "what it runs; see vastctl workloads list");
        Hours hours = hours(block);
        return block.read(values -> new PlannedEndpoint(
                values.word("name", NAME, NAME_WORDS, "endpoint-in-line-" + block.line()),
                workload(values.word("workload", "tinyllama")),
                values.oneOf("strictness", settings.policyNames(), "strict"),
                values.whole("count", 1),
                hours,
                values.oneOf("rental", RENTALS, RENTALS.get(0)).equals(RENTALS.get(0))
                        ? RentalType.ON_DEMAND
                        : RentalType.INTERRUPTIBLE,
                values.maybeNumber("max-dollars-per-hour")
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty())));
    }

    /** @throws IllegalArgumentException if it cannot be run */
    private String workload(String nameOrFile) {
        try {
            workloads.find(nameOrFile);
            return nameOrFile;
        } catch (BadSettingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Hours hours(PlanBlock endpoint) {
        PlanBlock block = endpoint.block("hours");
        if (!endpoint.has("hours")) return Hours.ALWAYS;
        block.require("zone", "08:00 is at another time in each; name one such as Europe/Berlin or UTC");
        block.require("open", "expected " + OpeningHours.EXPECTED);
        return block.read(
                values -> new Hours(values.zone("zone", UTC), values.list("open", OpeningHours::window, List.of())));
    }

    private static void ceilings(PlanBlock budget) {
        for (String key : List.of("per-hour", "per-day", "per-month")) budget.require(key, CEILING);
        budget.require("balance-floor", "how much credit is to stay on the account; 0 for none of it");
    }

    /** @param there whether the group is; if not, that was said, and its fields are not missed one by one */
    private static Budget budget(PlanBlock block, boolean there) {
        if (there) ceilings(block);
        return block.read(values -> {
            double perHour = values.number("per-hour", 1);
            double perDay = values.number("per-day", 1);
            double perMonth = values.number("per-month", 1);
            double floor = values.number("balance-floor", 0);
            Duration low = values.duration("low-credit", Budget.LOW_CREDIT);
            ZoneId zone = values.zone("zone", UTC);
            return new Budget(perHour, perDay, perMonth, floor, low, zone);
        });
    }
}
