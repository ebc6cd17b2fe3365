package io.vastctl.guard;

import java.util.Set;

/** Which numbers of NVIDIA's driver mean that the hardware is broken; the rest are the application's or no news. */
final class Xids {

    private static final Set<Integer> BROKEN =
            Set.of(46, 48, 54, 62, 64, 79, 81, 95, 110, 119, 120, 136, 140, 143, 151, 155, 156, 158);

    /** The links between cards: they matter where there are several. */
    private static final Set<Integer> LINKS = Set.of(74, 144, 145, 146, 147, 148, 149, 150);

    private Xids() {}

    static boolean meansBroken(int xid, boolean severalGpus) {
        return BROKEN.contains(xid) || (severalGpus && LINKS.contains(xid));
    }
}
