package io.vastctl.cli.completion;

import java.util.List;
import java.util.Optional;

/**
 * What may stand for an option's value or an argument.
 *
 * @param words known when the script is written; one that ends in {@code =} has a file after it
 * @param asked what {@code vastctl complete-values} is asked for on each completion
 * @param files whether it may be a file
 */
record Values(List<String> words, Optional<String> asked, boolean files) {

    static final Values NONE = new Values(List.of(), Optional.empty(), false);
    static final Values FILES = new Values(List.of(), Optional.empty(), true);

    Values {
        words = List.copyOf(words);
    }

    static Values of(List<String> words) {
        return new Values(words, Optional.empty(), false);
    }

    static Values asked(String kind) {
        return new Values(List.of(), Optional.of(kind), false);
    }

    Values orFiles() {
        return new Values(words, asked, true);
    }

    boolean isEmpty() {
        return equals(NONE);
    }
}
