package io.vastctl.memory;

import java.util.List;

/** A prefix fits several runs; the message names them. */
public final class AmbiguousRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AmbiguousRunException(String prefix, List<String> matches, boolean more) {
        super("run id " + prefix + " is ambiguous: " + String.join(", ", matches) + (more ? ", …" : ""));
    }
}
