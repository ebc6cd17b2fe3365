package io.vastctl.cli;

import io.vastctl.provision.Leftover;
import java.util.List;

/** The account could not be looked at. What the journal knows to be left is named all the same. */
public final class LookFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Leftover> leftovers;

    /**
     * @param leftovers what may be running although nobody wants it
     * @param cause why nobody could look: of the API, or an interruption
     */
    public LookFailedException(List<Leftover> leftovers, Exception cause) {
        super(cause);
        this.leftovers = List.copyOf(leftovers);
    }

    /** What may be running although nobody wants it. */
    public List<Leftover> leftovers() {
        return leftovers;
    }
}
