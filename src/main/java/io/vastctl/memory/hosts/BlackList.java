package io.vastctl.memory.hosts;

import java.util.List;

/** The whole list with its exemptions, to carry it elsewhere. */
public record BlackList(List<StoredBar> bars, List<Exemption> whitelist) {

    public BlackList {
        bars = List.copyOf(bars);
        whitelist = List.copyOf(whitelist);
    }

    /**
     * What came of a merge.
     *
     * @param added rows that are new here
     * @param known rows that were here already
     * @param overruled rows that something here or in the file outweighs: an exemption, or a later order
     * @param lifted failures that were here, and whose bar the other list had ended
     */
    public record Merged(int added, int known, int overruled, int lifted) {}
}
