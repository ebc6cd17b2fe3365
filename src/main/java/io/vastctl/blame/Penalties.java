package io.vastctl.blame;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fourth step: from the charges to the bars.
 *
 * <p>A first strike bars for one day. A machine that returns is on parole: the next strike bars it again one step
 * higher, for 7 days, then 30, then until somebody removes the bar. Every earlier strike counts, of expired and of
 * removed bars too.
 */
public final class Penalties {

    private Penalties() {}

    /** Whoever they are about, in any order; the result is sorted by the latest charge. */
    public static List<Penalty> of(Collection<Charge> charges) {
        Map<Charge.Accused, List<Charge>> records = new LinkedHashMap<>();
        charges.forEach(charge -> records.computeIfAbsent(charge.accused(), accused -> new ArrayList<>())
                .add(charge));
        return records.values().stream()
                .flatMap(record -> ofOne(record).stream())
                .sorted(Comparator.comparing(Penalty::latest, Charge.IN_TIME))
                .toList();
    }

    private static List<Penalty> ofOne(List<Charge> record) {
        List<GrowingPenalty> penalties = new ArrayList<>();
        int highest = 0;
        for (Charge charge : record.stream().sorted(Charge.IN_TIME).toList()) {
            int last = penalties.size() - 1;
            if (last >= 0 && penalties.get(last).inForceAt(charge.at()))
                penalties.get(last).joinedBy(charge, highest);
            else penalties.add(new GrowingPenalty(charge, highest));
            highest = Math.max(highest, penalties.get(penalties.size() - 1).strike());
        }
        return penalties.stream().map(GrowingPenalty::grown).toList();
    }
}
