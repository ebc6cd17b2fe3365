package io.vastctl.ranking;

import static io.vastctl.offer.OfferBuilder.offer;
import static io.vastctl.ranking.DemandBuilder.demand;
import static io.vastctl.ranking.ExperienceBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.offer.Offer;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any history: some thousand random ones, each with one more attempt. */
class RankPropertiesTest {

    private static final int HISTORIES = 3000;

    /** A market of a few hosts with one offer per machine, and what happened on it. */
    private record History(
            List<Offer> offers,
            List<Evidence> evidence,
            Map<Long, Double> disappointments,
            Map<Phase, Duration> typical) {

        static History random(Random random) {
            int hosts = 1 + random.nextInt(6);
            int machines = 2 + random.nextInt(random.nextInt(10) == 0 ? 60 : 12);
            double mood = new double[] {-1, -1, 0.03, 0.97}[random.nextInt(4)];
            List<Offer> offers = new ArrayList<>();
            List<Evidence> evidence = new ArrayList<>();
            Map<Long, Double> disappointments = new HashMap<>();
            for (int machine = 1; machine <= machines; machine++) {
                long host = 100L + random.nextInt(hosts);
                offers.add(offer(machine)
                        .machine(machine)
                        .host(host)
                        .price(0.05 + random.nextDouble() * 0.5)
                        .traffic(random.nextDouble() * 0.02)
                        .downloadMbps(50 + random.nextInt(2000))
                        .build());
                double goodness = mood < 0 ? random.nextDouble() : mood;
                int[] most = {0, 1, 3, 10, 60};
                int attempts = random.nextInt(1 + most[random.nextInt(most.length)]);
                for (int attempt = 0; attempt < attempts; attempt++) {
                    evidence.add(new Evidence(machine, host, random.nextDouble() < goodness, ago(random)));
                }
                if (random.nextInt(4) == 0) disappointments.put((long) machine, random.nextDouble() * 4);
            }
            return new History(offers, evidence, disappointments, random.nextBoolean() ? Map.of() : typical(random));
        }

        /** How long starts take, phase by phase; some phases were never seen. */
        private static Map<Phase, Duration> typical(Random random) {
            Map<Phase, Duration> typical = new EnumMap<>(Phase.class);
            for (Phase phase : Phase.values())
                if (random.nextInt(5) > 0) typical.put(phase, Duration.ofSeconds(30 + random.nextInt(1200)));
            return typical;
        }

        private static Instant ago(Random random) {
            return NOW.minus(Duration.ofHours(random.nextInt(24 * 200)));
        }

        History with(Evidence one) {
            List<Evidence> more = new ArrayList<>(evidence);
            more.add(one);
            return new History(offers, more, disappointments, typical);
        }

        History shuffled(Random random) {
            List<Evidence> other = new ArrayList<>(evidence);
            Collections.shuffle(other, random);
            return new History(offers, other, disappointments, typical);
        }

        History taking(Map<Phase, Duration> otherTimes) {
            return new History(offers, evidence, disappointments, otherTimes);
        }

        Ranked ranked(StrictnessPolicy policy) {
            TrackRecord record = TrackRecord.of(evidence, Constants.STANDARD, NOW);
            Experience experience = new Experience(
                    record.machines(),
                    record.hosts(),
                    record.market(),
                    disappointments,
                    typical,
                    Set.of(),
                    Set.of(),
                    List.of(),
                    Constants.STANDARD);
            return Ranking.rank(offers, demand().policy(policy).build(), experience, NOW);
        }

        int rankOf(long machine, StrictnessPolicy policy) {
            return ranked(policy).eligible().stream()
                    .filter(candidate -> candidate.offer().machineId() == machine)
                    .findFirst()
                    .orElseThrow()
                    .rank();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureNeverRaisesAMachineAndASuccessNeverLowersIt(boolean success) {
        Random random = new Random(success ? 6101 : 6102);
        for (int round = 0; round < HISTORIES; round++) {
            History before = History.random(random);
            Offer tried = before.offers().get(random.nextInt(before.offers().size()));
            History after = before.with(new Evidence(tried.machineId(), tried.hostId(), success, History.ago(random)));
            StrictnessPolicy policy = round % 2 == 0 ? StrictnessPolicy.AGGRESSIVE : StrictnessPolicy.BALANCED;

            int was = before.rankOf(tried.machineId(), policy);
            int is = after.rankOf(tried.machineId(), policy);

            assertThat(success ? was - is : is - was)
                    .as("round %d: machine %d of %s", round, tried.machineId(), before)
                    .isNotNegative();
        }
    }

    /**
     * A success also teaches how long starts take, of every offer alike. Slower starts make those dearer whose cost is
     * made of hours, faster ones those whose cost is made of traffic. Nothing else moves an offer past the machine.
     */
    @Test
    void aSuccessLowersAMachineOnlyByWhatItTeachesOfTheTimeOfAllStarts() {
        Random random = new Random(6107);
        int overtaken = 0;
        for (int round = 0; round < HISTORIES; round++) {
            History before = History.random(random);
            Offer tried = before.offers().get(random.nextInt(before.offers().size()));
            History after = before.with(new Evidence(tried.machineId(), tried.hostId(), true, History.ago(random)))
                    .taking(History.typical(random));
            Map<Long, RankedOffer> was = byMachine(before);
            Map<Long, RankedOffer> is = byMachine(after);
            RankedOffer then = Objects.requireNonNull(was.get(tried.machineId()));
            RankedOffer now = Objects.requireNonNull(is.get(tried.machineId()));
            boolean slower = now.cost().expectedHours() > then.cost().expectedHours();

            for (RankedOffer other : is.values()) {
                RankedOffer otherThen =
                        Objects.requireNonNull(was.get(other.offer().machineId()));
                if (other.rank() > now.rank() || otherThen.rank() <= then.rank()) continue;
                overtaken++;
                double ofHours = then.cost().dollarsPerHour() / then.cost().tryDollars();
                double othersOfHours =
                        otherThen.cost().dollarsPerHour() / otherThen.cost().tryDollars();
                assertThat(slower ? othersOfHours < ofHours : othersOfHours > ofHours)
                        .as(
                                "round %d: machine %d past %d of %s",
                                round, other.offer().machineId(), tried.machineId(), before)
                        .isTrue();
            }
        }
        assertThat(overtaken).as("it does happen").isPositive();
    }

    private static Map<Long, RankedOffer> byMachine(History history) {
        return history.ranked(StrictnessPolicy.AGGRESSIVE).eligible().stream()
                .collect(Collectors.toMap(ranked -> ranked.offer().machineId(), ranked -> ranked));
    }

    @ParameterizedTest
    @EnumSource(names = {"PRIOR_MEAN"})
    void noRowsMeanThePrior(Constant prior) {
        History nothing = new History(History.random(new Random(6103)).offers(), List.of(), Map.of(), Map.of());

        assertThat(nothing.ranked(StrictnessPolicy.AGGRESSIVE).eligible())
                .isNotEmpty()
                .allSatisfy(candidate -> {
                    assertThat(candidate.cost().successProbability())
                            .isCloseTo(Constants.STANDARD.get(prior), within(1e-15));
                    assertThat(candidate.cost().probabilityBasis()).isEqualTo("no history");
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {6104, 6105, 6106})
    void theOrderOfTheEvidenceDoesNotMatterToTheLastBit(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < HISTORIES / 10; round++) {
            History history = History.random(random);

            assertThat(history.shuffled(random)
                            .ranked(StrictnessPolicy.BALANCED)
                            .eligible())
                    .isEqualTo(history.ranked(StrictnessPolicy.BALANCED).eligible());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void evidenceCountsLessWithAgeAndHalfAfterItsHalfLife(boolean success) {
        double fresh = distance(success, Duration.ZERO);
        double old = distance(success, Duration.ofDays(60));
        double ancient = distance(success, Duration.ofDays(6000));

        assertThat(old).isLessThan(fresh);
        assertThat(ancient).isLessThan(1e-12);
        assertThat(Evidence.weight(NOW.minus(Duration.ofDays(60)), NOW, Constants.STANDARD))
                .isEqualTo(0.5);
    }

    /** How far one attempt of that age moves the odds. */
    private static double distance(boolean success, Duration age) {
        History one = new History(
                List.of(offer(1).machine(1).host(2).build()),
                List.of(new Evidence(1, 2, success, NOW.minus(age))),
                Map.of(),
                Map.of());
        double odds =
                one.ranked(StrictnessPolicy.BALANCED).eligible().get(0).cost().successProbability();
        return Math.abs(odds - 0.75);
    }
}
