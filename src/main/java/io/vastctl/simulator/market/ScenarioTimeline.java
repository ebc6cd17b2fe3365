package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Ordered.What;
import io.vastctl.simulator.market.YamlNode.Bad;
import io.vastctl.simulator.market.YamlNode.Fields;
import io.vastctl.simulator.market.YamlNode.Items;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The time line of a scenario file: entries with {@code at}, and one thing each that happens then. */
final class ScenarioTimeline {

    private static final List<String> WHAT = List.of("fault", "credit", "price", "bids", "outbid", "offline");
    private static final List<String> KEYS =
            List.of("at", "for", "machine", "fault", "credit", "price", "bids", "outbid", "offline");

    private ScenarioTimeline() {}

    static List<Ordered> read(YamlNode value) {
        if (!(value instanceof Items entries)) {
            throw new Bad(value.line(), "timeline: expected a list of entries that begin with \"- at: 120s\"");
        }
        List<Ordered> timeline = new ArrayList<>();
        for (YamlNode entry : entries.items()) timeline.add(entry(ScenarioValues.fields(entry, "timeline")));
        return timeline;
    }

    private static Ordered entry(Fields entry) {
        ScenarioValues.onlyKeys(entry, "timeline: ", KEYS);
        YamlNode at = entry.fields().get("at");
        if (at == null) throw new Bad(entry.line(), "timeline: an entry without \"at\"");
        List<String> named = WHAT.stream().filter(entry.fields()::containsKey).toList();
        if (named.size() != 1) {
            throw new Bad(entry.line(), "timeline: expected one of " + String.join(", ", WHAT) + " in each entry");
        }
        What what = what(named.get(0), entry);
        return new Ordered(
                ScenarioValues.duration(at, "timeline: at"), length(entry, what), machine(entry, what), what);
    }

    private static What what(String key, Fields entry) {
        YamlNode value = entry.fields().getOrDefault(key, entry);
        String where = "timeline: " + key;
        return switch (key) {
            case "fault" ->
                new What.FaultOn(ScenarioValues.fault(ScenarioValues.text(value, where), value.line(), where));
            case "credit" -> new What.Credit(ScenarioValues.number(value, where, 0, 1e9));
            case "price" -> new What.Price(ScenarioValues.number(value, where, 1, 1000));
            case "bids" -> new What.Bids(ScenarioValues.number(value, where, 0.01, 100));
            case "outbid" -> new What.Rival(rival(value, where));
            default -> {
                if (!ScenarioValues.flag(value, where))
                    throw new Bad(value.line(), where + ": only true means something");
                yield new What.Offline();
            }
        };
    }

    private static OptionalDouble rival(YamlNode value, String where) {
        if (ScenarioValues.text(value, where).equals("true")) return OptionalDouble.empty();
        return OptionalDouble.of(ScenarioValues.number(value, where, 0.001, 1000));
    }

    private static Optional<Duration> length(Fields entry, What what) {
        YamlNode length = entry.fields().get("for");
        if (length == null) return Optional.empty();
        if (what instanceof What.Credit || what instanceof What.Price) {
            throw new Bad(entry.lineOf("for"), "timeline: 'for' has no meaning with credit and price");
        }
        return Optional.of(ScenarioValues.duration(length, "timeline: for"));
    }

    private static Optional<Long> machine(Fields entry, What what) {
        YamlNode machine = entry.fields().get("machine");
        if (machine == null) return Optional.empty();
        boolean pointless = what instanceof What.Credit
                || (what instanceof What.FaultOn on && !on.fault().ofMachine());
        if (pointless) throw new Bad(entry.lineOf("machine"), "timeline: this does not happen to a machine");
        return Optional.of(ScenarioValues.id(
                ScenarioValues.text(machine, "timeline: machine"), machine.line(), "timeline: machine"));
    }
}
