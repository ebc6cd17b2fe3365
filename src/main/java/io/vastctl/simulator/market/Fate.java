package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Spells.Spell;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is in store for one rental, however well it began: the spells of its machine, known from the first moment, and
 * what they make of its server. Looks {@link Spells#AHEAD} far.
 */
final class Fate {

    private static final String ENGINE_DIED =
            "ERROR [core_client.py:564] Engine core proc EngineCore_DP0 died unexpectedly, shutting down client.\n";
    private static final String CARD_GONE = "RuntimeError: CUDA error: unknown error\n";
    private static final String KILLED = "Killed\n";
    private static final int OUT_OF_MEMORY = 137;

    private final Chance chance;
    private final long machineId;
    private final Map<Fault, List<Spell>> spells = new EnumMap<>(Fault.class);

    private record Death(Instant at, int code, String text) {}

    Fate(Givens givens, Listing offer, Instant created) {
        this.chance = givens.chance();
        this.machineId = offer.machineId();
        for (Fault fault : Fault.values()) {
            if (!fault.comesInSpells() || !fault.ofMachine()) continue;
            List<Spell> own = givens.faults()
                    .spells()
                    .between(fault, machineId, offer.hostId(), created, created.plus(Spells.AHEAD));
            if (!own.isEmpty()) spells.put(fault, own);
        }
    }

    /** By their beginnings. */
    List<Spell> of(Fault fault) {
        return spells.getOrDefault(fault, List.of());
    }

    private Optional<Spell> on(Fault fault, Instant at) {
        return of(fault).stream().filter(spell -> spell.covers(at)).findFirst();
    }

    /** With when the host is away, or gone for good. */
    Outages outages(Outages others) {
        Outages all = others;
        for (Fault fault : List.of(Fault.HOST_AWAY, Fault.MACHINE_DIES)) {
            for (Spell spell : of(fault)) all = all.with(spell.from(), spell.to(), Outages.Kind.OFFLINE);
        }
        return all;
    }

    /** Whether a card has fallen off the bus; only the host can bring it back. */
    boolean offTheBus(Instant at) {
        return on(Fault.GPU_FALLS_OFF, at).isPresent();
    }

    /** Uncorrected memory errors since the driver was loaded: one at once, then one every few hours. */
    int memoryErrors(Instant at) {
        return of(Fault.ECC_GROWS).stream()
                .filter(spell -> !at.isBefore(spell.from()))
                .mapToInt(spell -> {
                    double hours = chance.between(1.5, 5, "ecc hours", machineId, spell.from());
                    long minutes = Duration.between(spell.from(), Outages.earlier(at, spell.to()))
                            .toMinutes();
                    return 1 + (int) (minutes / 60.0 / hours);
                })
                .sum();
    }

    /** Whether the engine of a server that has listened since then has come to a standstill. */
    boolean hangs(Instant listeningSince, Instant at) {
        return of(Fault.ENGINE_HANGS).stream()
                .anyMatch(spell ->
                        spell.from().isAfter(listeningSince) && !spell.from().isAfter(at));
    }

    /**
     * The cards as a start of the server meets them.
     *
     * @param containerSince when the container began: what a reboot heals is younger
     * @param filesSince when its files were new: what only a new container heals is younger
     */
    GpuHealth met(GpuHealth gpu, Instant containerSince, Instant filesSince, Instant at) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        faults.addAll(gpu.faults());
        boolean wedged = on(Fault.CUDA_WEDGED, at)
                .filter(spell -> spell.from().isAfter(containerSince))
                .isPresent();
        if (wedged || offTheBus(at)) faults.add(Fault.CUDA_UNKNOWN);
        boolean spoilt = of(Fault.FILES_SPOILT).stream()
                .anyMatch(spell ->
                        spell.from().isAfter(filesSince) && !spell.from().isAfter(at));
        if (spoilt) faults.add(Fault.FILES_SPOILT);
        return faults.equals(gpu.faults()) ? gpu : new GpuHealth(gpu.offer(), gpu.image(), faults);
    }

    /** What becomes of a server that would live for ever once it listens. */
    ServerRun doomed(ServerRun planned) {
        Instant up = planned.listeningAt();
        if (spells.isEmpty() || up.equals(Instant.MAX) || !planned.diedAt().equals(Instant.MAX)) return planned;
        return deaths(up)
                .filter(death -> death.at().isAfter(up))
                .min((one, other) -> one.at().compareTo(other.at()))
                .map(death -> planned.endedAt(death.at(), death.code(), death.text()))
                .orElse(planned);
    }

    private Stream<Death> deaths(Instant up) {
        Stream<Death> engine = Stream.of(Fault.SERVER_DIES, Fault.FILES_SPOILT)
                .flatMap(fault -> of(fault).stream())
                .map(spell -> new Death(spell.from(), 1, ENGINE_DIED));
        Stream<Death> card = Stream.of(Fault.CUDA_WEDGED, Fault.GPU_FALLS_OFF)
                .flatMap(fault -> of(fault).stream())
                .map(spell -> new Death(spell.from(), 1, CARD_GONE));
        Stream<Death> again = of(Fault.SERVER_DIES_AGAIN).stream()
                .map(spell -> LifePlan.later(
                        spell.from().isAfter(up) ? spell.from() : spell.to().isAfter(up) ? up : Instant.MAX,
                        MarketTime.seconds(chance.between(20, 90, "dies again", machineId, up.getEpochSecond()))))
                .map(at -> new Death(at, OUT_OF_MEMORY, KILLED));
        return Stream.of(engine, card, again).flatMap(each -> each);
    }
}
