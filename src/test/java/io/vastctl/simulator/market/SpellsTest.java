package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.simulator.Markets;
import io.vastctl.simulator.api.Call;
import io.vastctl.simulator.market.Spells.Spell;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpellsTest {

    private static final Instant START = Markets.START;
    private static final Instant END = START.plus(Duration.ofDays(2_000));

    private static Spells with(Fault fault, double rate, Fault... others) {
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        rates.put(fault, rate);
        for (Fault other : others) rates.put(other, 0.9);
        return new Spells(new Chance(3), new Scenario("mine", 100, rates), START);
    }

    @Test
    void theyComeAsOftenAsTheRateSays() {
        List<Spell> spells = with(Fault.API_BLIND_HOURS, 0.1).between(Fault.API_BLIND_HOURS, 0, 0, START, END);

        assertThat(spells.size() / 2_000.0).isCloseTo(0.1, within(0.02));
        assertThat(spells)
                .allSatisfy(spell -> assertThat(Duration.between(spell.from(), spell.to()))
                        .isBetween(Duration.ofHours(1), Duration.ofHours(4)));
    }

    @Test
    void atAnyMomentTheOneThatIsOnIsFound() {
        Spells spells = with(Fault.ECC_GROWS, 0.2);
        for (Spell spell : spells.between(Fault.ECC_GROWS, 5, 2, START, START.plus(Duration.ofDays(60)))) {
            assertThat(spells.at(Fault.ECC_GROWS, 5, 2, spell.from())).contains(spell);
            assertThat(spells.at(Fault.ECC_GROWS, 5, 2, spell.to().minusSeconds(1)))
                    .isPresent();
        }
        assertThat(spells.at(Fault.ECC_GROWS, 5, 2, START.minusSeconds(1))).isEmpty();
    }

    @Test
    void whatIsForGoodIsStillOnYearsLater() {
        Spells spells = with(Fault.MACHINE_DIES, 0.05);
        Instant first =
                spells.between(Fault.MACHINE_DIES, 5, 2, START, END).get(0).from();

        assertThat(spells.at(Fault.MACHINE_DIES, 5, 2, first.minusSeconds(1))).isEmpty();
        assertThat(spells.at(Fault.MACHINE_DIES, 5, 2, END)).isPresent();
    }

    @Test
    void anotherFaultBesideChangesNothing() {
        assertThat(with(Fault.HOST_AWAY, 0.3, Fault.GPU_FALLS_OFF, Fault.MACHINE_DIES)
                        .between(Fault.HOST_AWAY, 9, 4, START, END))
                .isEqualTo(with(Fault.HOST_AWAY, 0.3).between(Fault.HOST_AWAY, 9, 4, START, END))
                .isNotEmpty();
    }

    @Test
    void theOperatorsClockIsWrongForAWhileAndRightAgain() {
        Markets markets = Markets.with(Fault.CLOCK_JUMPS);
        OperatorClock clock = new OperatorClock(markets.time, markets.market.faults());
        int wrong = 0;
        for (int look = 0; look < 24 * 60; look++) {
            markets.pass(60);
            Duration off =
                    Duration.between(markets.time.instant(), clock.instant()).abs();
            if (!off.isZero()) {
                wrong++;
                assertThat(off).isBetween(Duration.ofMinutes(2), Duration.ofHours(2));
            }
        }
        assertThat(wrong).isBetween(5, 400);
    }

    @Test
    void theCreditSinksToATenthAndComesBack() {
        Markets markets = Markets.with(Fault.CREDIT_SINKS);
        double least = 50;
        double last = 0;
        for (int look = 0; look < 36 * 6; look++) {
            markets.pass(600);
            last = markets.market.account().credit();
            least = Math.min(least, last);
        }
        assertThat(least).isBetween(0.04, 5.01);
        assertThat(last).isLessThanOrEqualTo(50.01);
        assertThat(markets.market.notices())
                .anyMatch(notice -> notice.toString().contains("low_credit"));
    }

    @Test
    void aBlindApiIsBlindInOneOfItsWaysForHours() {
        Markets markets = Markets.with(Fault.API_BLIND_HOURS);
        Optional<BlindKind> kind = Optional.empty();
        for (int look = 0; look < 24 * 60 && kind.isEmpty(); look++) {
            markets.pass(60);
            kind = BlindKind.at(markets.market.faults(), markets.time.instant());
        }
        assertThat(kind).isPresent();
        var answer = markets.api.answer(
                new Call("GET", "/api/v1/instances/", Map.of(), Optional.of("good"), "", "http://here"), markets.time);
        switch (kind.orElseThrow()) {
            case ERRORS -> assertThat(answer.status() >= 500 || answer.lost()).isTrue();
            case SILENCE -> assertThat(answer.lost()).isTrue();
            case EMPTY_LISTS -> assertThat(answer.body()).contains("\"instances_found\":0");
        }
        markets.pass(59 * 60);
        assertThat(BlindKind.at(markets.market.faults(), markets.time.instant()))
                .isEqualTo(kind);
    }
}
