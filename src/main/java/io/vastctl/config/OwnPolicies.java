package io.vastctl.config;

import io.vastctl.config.YamlFile.Field;
import io.vastctl.config.YamlFile.Section;
import io.vastctl.config.YamlFile.Value;
import io.vastctl.ranking.PolicyField;
import io.vastctl.ranking.StrictnessPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the {@code policies:} section of the config file; what a policy leaves out it takes from another. */
final class OwnPolicies {

    static final String KEY = YamlFile.NESTED;

    private static final String LIKE = "like";
    private static final String NAME = "[a-z][a-z0-9-]{0,31}";

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, StrictnessPolicy> policies = new LinkedHashMap<>();

    /** @param yaml a file that was read without problems */
    OwnPolicies(YamlFile yaml) {
        file = yaml.name();
        Field field = yaml.fields().get(KEY);
        if (field == null || field.value() instanceof Value.Nothing) return;
        if (field.value() instanceof Value.Sections sections)
            sections.sections().forEach(this::policy);
        else error(field.line(), KEY + ": expected policies by name, each with its fields");
    }

    List<Problem> problems() {
        return problems;
    }

    /** By name, in the order of the file. */
    Map<String, StrictnessPolicy> policies() {
        return policies;
    }

    private void policy(String name, Section section) {
        if (!name.matches(NAME)) {
            error(section.line(), KEY + "." + name + ": expected a name of lower-case letters, digits and dashes");
            return;
        }
        if (StrictnessPolicy.named(name).isPresent()) {
            error(section.line(), KEY + "." + name + ": this policy is built in; choose another name");
            return;
        }
        StrictnessPolicy policy = base(name, section).called(name);
        for (Map.Entry<String, Field> entry : section.fields().entrySet()) {
            if (!entry.getKey().equals(LIKE)) policy = with(policy, entry.getKey(), entry.getValue());
        }
        policies.put(name, policy);
    }

    private StrictnessPolicy base(String name, Section section) {
        Field like = section.fields().get(LIKE);
        if (like == null) return StrictnessPolicy.STRICT;
        String wanted = like.value() instanceof Value.Text text ? text.text().strip() : "";
        Optional<StrictnessPolicy> found = Optional.ofNullable(policies.get(wanted))
                .or(() ->
                        StrictnessPolicy.names().contains(wanted) ? StrictnessPolicy.named(wanted) : Optional.empty());
        if (found.isEmpty()) {
            List<String> known = Stream.concat(StrictnessPolicy.names().stream(), policies.keySet().stream())
                    .toList();
            error(
                    like.line(),
                    KEY + "." + name + "." + LIKE + ": expected a policy that stands before it: "
                            + String.join(", ", known) + Suggestion.didYouMean(wanted, known));
        }
        return found.orElse(StrictnessPolicy.STRICT);
    }

    private StrictnessPolicy with(StrictnessPolicy policy, String key, Field field) {
        String where = KEY + "." + policy.name() + "." + key;
        Optional<PolicyField> known = PolicyField.named(key);
        if (known.isEmpty()) {
            List<String> fields =
                    Stream.concat(Stream.of(LIKE), PolicyField.ids().stream()).toList();
            error(field.line(), where + ": unknown field" + Suggestion.didYouMean(key, fields));
            return policy;
        }
        try {
            return known.get().apply(policy, text(field.value()));
        } catch (IllegalArgumentException e) {
            error(field.line(), where + ": expected " + known.get().expected());
            return policy;
        }
    }

    private static String text(Value value) {
        if (value instanceof Value.Text text) return text.text();
        if (value instanceof Value.Items items) return String.join(",", items.texts());
        if (value instanceof Value.Nothing) return "";
        throw new IllegalArgumentException("neither a value nor a list");
    }

    private void error(int line, String message) {
        problems.add(new Problem(file, line, Problem.Severity.ERROR, message));
    }
}
