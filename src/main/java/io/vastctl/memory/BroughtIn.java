package io.vastctl.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the notes of a spool.
 *
 * @param done how many the server has now
 * @param late those that changed less than they would have: somebody else has written there since
 * @param refused those that the server does not take, each with the reason
 */
record BroughtIn(int done, List<String> late, List<String> refused) {

    BroughtIn {
        late = List.copyOf(late);
        refused = List.copyOf(refused);
    }

    /** For the operator, one line each; nothing if there was nothing. */
    List<String> lines(String whose, SpoolFile file) {
        List<String> lines = new ArrayList<>();
        if (done > 0)
            lines.add("the state's server is there again: " + done + (done == 1 ? " note of " : " notes of ") + whose
                    + (done == 1 ? " was" : " were") + " brought in");
        if (!late.isEmpty())
            lines.add("another process has looked after this since, so these notes changed nothing: "
                    + String.join("; ", late));
        if (!refused.isEmpty())
            lines.add("the state's server refuses these notes, they stay in " + file.path() + ": "
                    + String.join("; ", refused));
        return lines;
    }
}
