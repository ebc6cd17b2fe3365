package io.vastctl.simulator.market;

import io.vastctl.simulator.market.OfferTable.Gpu;
import io.vastctl.simulator.market.OfferTable.Weighted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Draws a market from the table of facts: the same seed, the same offers. Every eighth machine is a sound
 * single card at a usual price, so that there is always something to rent under every policy.
 */
final class OfferGenerator {

    private static final int SOUND_EVERY = 8;

    private final OfferTable table;
    private final SplittableRandom random;
    private final Instant now;
    private final OddRows odd = new OddRows();
    private long nextOffer;
    private long nextCard;

    OfferGenerator(OfferTable table, long seed, Instant now) {
        this.table = table;
        this.random = new SplittableRandom(seed);
        this.now = now;
        this.nextOffer = 28_000_000L + random.nextInt(1_000_000);
        this.nextCard = 100_000L + random.nextInt(10_000);
    }

    List<Listing> generate() {
        List<Listing> rows = new ArrayList<>();
        for (int machine = 0; machine < table.machines(); machine++) {
            MachineFacts facts = machine % SOUND_EVERY == 0 ? sound() : any();
            for (int cards : slices(facts.cards())) {
                Listing row = odd.change(machine, row(facts, cards)).priced(Listing.DEFAULT_STORAGE_GB);
                rows.add(row.dearerWhenStopped(stoppedFactor(row.machineId())));
            }
        }
        return rows;
    }

    /** Most hosts take the same for a disk whether its box runs or not, some more (vast-api.md, 12: "often"). */
    private static double stoppedFactor(long machineId) {
        Chance chance = new Chance(machineId);
        return chance.hits(0.3, "stopped disk") ? chance.between(1.2, 2.5, "stopped disk factor") : 1;
    }

    private Listing row(MachineFacts facts, int cards) {
        nextOffer += 1 + random.nextInt(90_000);
        return facts.row(nextOffer, cards, now);
    }

    /** How a machine is cut up: whole, or also in overlapping smaller pieces. */
    private List<Integer> slices(int cards) {
        if (cards == 1) return List.of(1);
        return random.nextInt(10) < 7 ? List.of(1, cards) : List.of(cards);
    }

    private MachineFacts sound() {
        Gpu gpu;
        do {
            gpu = pick(table.gpus());
        } while (gpu.ramMb() < 24_000 || gpu.price() > 0.7 || gpu.cc() < 800);
        MachineFacts facts = new MachineFacts(random, table, gpu, this::cards);
        return facts.single()
                .verified()
                .reliable(0.9955, 0.9995)
                .ports(40, 249)
                .freeCountry()
                .modernDriver();
    }

    private MachineFacts any() {
        MachineFacts facts = new MachineFacts(random, table, pick(table.gpus()), this::cards);
        return random.nextInt(100) < 72
                ? facts.verified().reliable(0.965, 0.9998)
                : facts.unverified().reliable(0.6, 0.998);
    }

    private long[] cards(int count) {
        long first = nextCard;
        nextCard += count + random.nextInt(300);
        return LongStream.range(first, first + count).toArray();
    }

    private <T extends Weighted> T pick(List<T> things) {
        return pick(random, things);
    }

    static <T extends Weighted> T pick(SplittableRandom random, List<T> things) {
        int left = random.nextInt(things.stream().mapToInt(Weighted::weight).sum());
        for (T thing : things) {
            left -= thing.weight();
            if (left < 0) return thing;
        }
        throw new IllegalStateException("a table without rows");
    }

    static double endDate(Instant now, Duration left) {
        return now.plus(left).toEpochMilli() / 1000.0;
    }
}
