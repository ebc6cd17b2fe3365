package io.vastctl.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes a card's name: the model number and the words that make another card of it. Offers and nvidia-smi write
 * the same card in many ways: {@code RTX 6000Ada} is an {@code NVIDIA RTX 6000 Ada Generation}, {@code H100 SXM} an
 * {@code NVIDIA H100 80GB HBM3}. Memory, form and edition are left out: memory is judged by its size.
 *
 * @param model such as {@code 4090}, {@code A100}, {@code L40S}
 * @param kind which of its relatives: {@code TI}, {@code SUPER}, {@code ADA}, {@code D}, {@code LAPTOP}, {@code PRO}
 */
record GpuName(String model, Set<String> kind) {

    private static final Set<String> KINDS = Set.of("TI", "SUPER", "ADA", "D", "LAPTOP", "PRO");
    private static final Pattern NO_MODEL = Pattern.compile("SXM\\d*|HBM\\d\\w*|PCIE\\d*|\\d+GB?|GDDR\\d\\w*");
    private static final Pattern MODEL = Pattern.compile("([A-Z]{0,2})(\\d{1,4})([A-Z]*)");

    /** Empty for a name without a model number, such as {@code TITAN RTX}: it can be compared with nothing. */
    static Optional<GpuName> of(String name) {
        List<String> words = words(name);
        Set<String> kind = new TreeSet<>();
        Optional<String> model = Optional.empty();
        boolean pro = words.contains("PRO");
        for (String word : words) {
            Matcher number = MODEL.matcher(word);
            if (model.isEmpty() && number.matches() && isModel(word)) {
                boolean bare = number.group(1).isEmpty() && isKind(number.group(3), pro);
                model = Optional.of(bare ? number.group(2) : word);
                if (bare) add(kind, number.group(3));
            } else if (isKind(word, pro)) add(kind, word);
        }
        return model.map(found -> new GpuName(found, Set.copyOf(kind)));
    }

    /** Whether the two can be the same card; a name that says too little can be any. */
    static boolean mayBeSame(String offered, String found) {
        Optional<GpuName> one = of(offered);
        Optional<GpuName> other = of(found);
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String word : name.toUpperCase(Locale.ROOT).split("[^A-Z0-9]+", -1)) if (!word.isEmpty()) words.add(word);
        return words;
    }

    /** A number of gigabytes or a form is no model, but a bare number of a card is. */
    private static boolean isModel(String word) {
        return word.matches("\\d{3,4}") || !NO_MODEL.matcher(word).matches();
    }

    /** The S of a {@code 4070S} means SUPER, that of an {@code RTX PRO 6000 S} the server edition. */
    private static boolean isKind(String word, boolean pro) {
        return KINDS.contains(word) || (word.equals("S") && !pro);
    }

    private static void add(Set<String> kind, String word) {
        kind.add(word.equals("S") ? "SUPER" : word);
    }
}
