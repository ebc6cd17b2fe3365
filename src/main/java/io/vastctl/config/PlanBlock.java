package io.vastctl.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A group of fields of the plan. The keys it may have are those that are asked for, so that the list of them is never
 * out of date.
 */
final class PlanBlock {

    private final PlanText text;
    private final String path;
    private final int line;
    private final Map<String, YamlTree> fields;
    private final Set<String> known = new LinkedHashSet<>();

    private PlanBlock(PlanText text, String path, int line, Map<String, YamlTree> fields) {
        this.text = text;
        this.path = path;
        this.line = line;
        this.fields = fields;
        text.stands(path, line);
        fields.forEach((key, piece) -> text.stands(under(key), piece.line()));
    }

    static PlanBlock whole(PlanText text, YamlTree.Fields fields) {
        return new PlanBlock(text, "", 0, fields.fields());
    }

    int line() {
        return line;
    }

    String path() {
        return path;
    }

    private String under(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The group under a key; an empty one if there is none. */
    PlanBlock block(String key) {
        known.add(key);
        YamlTree piece = fields.get(key);
        return piece == null ? new PlanBlock(text, under(key), line, Map.of()) : block(under(key), piece);
    }

    private PlanBlock block(String where, YamlTree piece) {
        if (piece instanceof YamlTree.Fields group) return new PlanBlock(text, where, group.line(), group.fields());
        if (!(piece instanceof YamlTree.Nothing))
            text.error(piece.line(), where + ": expected fields below it, such as \"key: value\"");
        return new PlanBlock(text, where, piece.line(), Map.of());
    }

    /** The groups of a list. */
    List<PlanBlock> blocks(String key) {
        known.add(key);
        YamlTree piece = fields.get(key);
        List<PlanBlock> blocks = new ArrayList<>();
        if (piece instanceof YamlTree.Items list) {
            for (int item = 0; item < list.items().size(); item++)
                blocks.add(block(under(key) + "[" + item + "]", list.items().get(item)));
        } else if (piece != null && !(piece instanceof YamlTree.Nothing))
            text.error(piece.line(), under(key) + ": expected a list, each entry after a dash");
        return blocks;
    }

    /** The groups of a map, by their own names. */
    Map<String, PlanBlock> named(String key) {
        PlanBlock group = block(key);
        Map<String, PlanBlock> blocks = new LinkedHashMap<>();
        group.fields.forEach((name, piece) -> blocks.put(name, group.block(group.under(name), piece)));
        return blocks;
    }

    boolean has(String key) {
        YamlTree piece = fields.get(key);
        return piece != null && !(piece instanceof YamlTree.Nothing);
    }

    /** Says what is missing, and why it must be there. */
    void require(String key, String why) {
        if (!has(key)) text.error(line(key), under(key) + " is missing: " + why);
    }

    /**
     * Makes a value of the fields. Each is taken or refused on its own: with those that are good the value is made
     * anyway, so that one pass finds all mistakes, each at its line.
     *
     * @param make throws {@link IllegalArgumentException} for values that cannot be; makes something of no values at all
     */
    <R> R read(Function<PlanValues, R> make) {
        PlanValues none = new PlanValues(Map.of());
        R made = make.apply(none);
        known.addAll(none.asked());
        fields.forEach((key, piece) -> {
            if (!known.contains(key))
                text.error(piece.line(), "unknown field " + under(key) + Suggestion.didYouMean(key, known));
        });
        Map<String, YamlTree> taken = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        none.asked().stream().filter(this::has).forEach(key -> refused.put(key, ""));
        // What is refused may fit once its neighbour is there: a lease must be longer than the time of its renewal.
        for (boolean more = true; more; ) {
            more = false;
            for (String key : List.copyOf(refused.keySet())) {
                Map<String, YamlTree> tried = new LinkedHashMap<>(taken);
                tried.put(key, fields.getOrDefault(key, new YamlTree.Nothing(line)));
                try {
                    made = make.apply(new PlanValues(tried));
                    taken = tried;
                    refused.remove(key);
                    more = true;
                } catch (IllegalArgumentException e) {
                    refused.put(key, String.valueOf(e.getMessage()));
                }
            }
        }
        refused.forEach((key, why) -> text.error(line(key), under(key) + ": " + why));
        return made;
    }

    /** Where the key stands; if it does not, where its group does. */
    private int line(String key) {
        return Optional.ofNullable(fields.get(key)).map(YamlTree::line).orElse(line);
    }
}
