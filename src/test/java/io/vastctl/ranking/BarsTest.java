package io.vastctl.ranking;

import static io.vastctl.offer.OfferBuilder.offer;
import static io.vastctl.ranking.DemandBuilder.demand;
import static io.vastctl.ranking.ExperienceBuilder.NOW;
import static io.vastctl.ranking.ExperienceBuilder.experience;
import static io.vastctl.ranking.StrictnessPolicy.AGGRESSIVE;
import static io.vastctl.ranking.StrictnessPolicy.BALANCED;
import static io.vastctl.ranking.StrictnessPolicy.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.offer.Offer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarsTest {

    private static final long HOST = 7;
    private static final Offer MACHINE_3 = offer(30).machine(3).host(HOST).build();

    @ParameterizedTest
    @CsvSource({"strict", "balanced", "aggressive"})
    void aFailedMachineIsBarredUnderEveryPolicy(String policy) {
        Experience failed = experience().failed(3, HOST).build();

        assertThat(reason(MACHINE_3, StrictnessPolicy.named(policy).orElseThrow(), failed))
                .contains("machine 3: cdi-injection");
    }

    @Test
    void oneFailedMachineBarsItsHostUnderStrictOnly() {
        Experience one = experience().failed(1, HOST).build();

        assertThat(reason(MACHINE_3, STRICT, one)).contains("host 7: failures on machine 1");
        assertThat(reason(MACHINE_3, BALANCED, one)).isEmpty();
        assertThat(reason(MACHINE_3, AGGRESSIVE, one)).isEmpty();
    }

    @Test
    void twoFailedMachinesBarTheirHostUnderBalancedButNeverUnderAggressive() {
        Experience two = experience().failed(2, HOST).failed(1, HOST).build();

        assertThat(reason(MACHINE_3, BALANCED, two)).contains("host 7: failures on machines 1, 2");
        assertThat(reason(MACHINE_3, AGGRESSIVE, two)).isEmpty();
    }

    @Test
    void theSameMachineTwiceIsOneMachine() {
        Experience twice = experience().failed(1, HOST).failed(1, HOST).build();

        assertThat(reason(MACHINE_3, BALANCED, twice)).isEmpty();
    }

    @Test
    void failuresOnDifferentHostsDoNotAddUp() {
        Experience apart = experience().failed(1, HOST).failed(2, 8).build();

        assertThat(reason(MACHINE_3, BALANCED, apart)).isEmpty();
    }

    @Test
    void aMachineBarredByHandSaysNothingAboutItsHost() {
        Experience byHand =
                experience().bar(bar(false, 1, false, Optional.empty())).build();

        assertThat(reason(MACHINE_3, STRICT, byHand)).isEmpty();
    }

    @Test
    void aHostBarredByHandIsBarredUnderEveryPolicy() {
        Experience byHand =
                experience().bar(bar(true, HOST, false, Optional.empty())).build();

        assertThat(reason(MACHINE_3, AGGRESSIVE, byHand)).contains("host 7: noisy");
    }

    @Test
    void hostAndMachineNumbersAreNeverConfused() {
        Experience machineSeven =
                experience().bar(bar(false, HOST, false, Optional.empty())).build();

        assertThat(reason(MACHINE_3, AGGRESSIVE, machineSeven)).isEmpty();
    }

    @Test
    void aBarCountsUntilTheInstantItExpires() {
        Experience expiring = experience()
                .bar(bar(false, 3, true, Optional.of(NOW.plusMillis(1))))
                .build();
        Experience expired =
                experience().bar(bar(false, 3, true, Optional.of(NOW))).build();

        assertThat(reason(MACHINE_3, AGGRESSIVE, expiring)).isPresent();
        assertThat(reason(MACHINE_3, STRICT, expired)).isEmpty();
    }

    @Test
    void aBarForAnotherWorkloadDoesNotCountAndOneForThisWorkloadDoesNotSpread() {
        Experience other = experience().bar(forWorkload(3, "qwen-vl")).build();
        Experience own = experience().bar(forWorkload(3, "tinyllama")).build();
        Experience sibling = experience().bar(forWorkload(1, "tinyllama")).build();

        assertThat(reason(MACHINE_3, STRICT, other)).isEmpty();
        assertThat(reason(MACHINE_3, STRICT, own)).isPresent();
        assertThat(reason(MACHINE_3, STRICT, sibling)).isEmpty();
    }

    @Test
    void aStallBarsItsMachineAndSaysNothingAboutTheHost() {
        Bar stalled = new Bar(false, 1, HOST, true, true, "no-progress", Optional.empty(), Optional.empty());
        Offer machine1 = offer(41).machine(1).host(HOST).build();

        assertThat(reason(machine1, STRICT, experience().bar(stalled).build())).contains("machine 1: no-progress");
        assertThat(reason(MACHINE_3, STRICT, experience().bar(stalled).build())).isEmpty();
    }

    @Test
    void aWhitelistedMachineIsExemptAndNoLongerTaintsItsHost() {
        Experience lifted = experience().failed(3, HOST).whitelistMachine(3).build();
        Offer sibling = offer(40).machine(4).host(HOST).build();

        assertThat(reason(MACHINE_3, STRICT, lifted)).isEmpty();
        assertThat(reason(sibling, STRICT, lifted)).isEmpty();
    }

    @Test
    void aWhitelistedMachineIsExemptFromTheBarOfItsHost() {
        Experience spared = experience()
                .bar(bar(true, HOST, false, Optional.empty()))
                .whitelistMachine(3)
                .build();
        Offer sibling = offer(40).machine(4).host(HOST).build();

        assertThat(reason(MACHINE_3, STRICT, spared)).isEmpty();
        assertThat(reason(sibling, STRICT, spared)).isPresent();
    }

    @Test
    void aWhitelistedHostSparesAllItsMachines() {
        Experience spared = experience()
                .failed(1, HOST)
                .failed(3, HOST)
                .bar(bar(true, HOST, false, Optional.empty()))
                .whitelistHost(HOST)
                .build();

        assertThat(reason(MACHINE_3, STRICT, spared)).isEmpty();
    }

    @Test
    void aMachineBarredByHandIsBarredThoughItsHostIsWhitelisted() {
        Bar unknownHost = new Bar(false, 3, 0, false, false, "noisy", Optional.empty(), Optional.empty());
        Experience barred = experience()
                .failed(3, HOST)
                .bar(unknownHost)
                .whitelistHost(HOST)
                .build();
        Offer sibling = offer(40).machine(4).host(HOST).build();

        assertThat(reason(MACHINE_3, AGGRESSIVE, barred)).contains("machine 3: noisy");
        assertThat(reason(sibling, STRICT, barred)).isEmpty();
    }

    @Test
    void theExemptionOfOneMachineBeatsEveryBar() {
        Experience spared = experience()
                .bar(bar(false, 3, false, Optional.empty()))
                .bar(bar(true, HOST, false, Optional.empty()))
                .failed(3, HOST)
                .whitelistMachine(3)
                .build();

        assertThat(reason(MACHINE_3, STRICT, spared)).isEmpty();
    }

    @Test
    void aBarForAWorkloadWithOneImageSaysNothingOfAnotherImage() {
        Experience old = experience().bar(forWorkload(3, "tinyllama")).build();
        Experience other = experience()
                .bar(forWorkload(3, "tinyllama --image vllm/vllm-openai:v0.6.0"))
                .build();

        assertThat(reason(MACHINE_3, STRICT, old)).isPresent();
        assertThat(reason(MACHINE_3, STRICT, other)).isEmpty();
        assertThat(withImage("vllm/vllm-openai:v0.6.0", old)).isEmpty();
        assertThat(withImage("vllm/vllm-openai:v0.6.0", other)).isPresent();
        assertThat(withImage("vllm/vllm-openai:v0.7.0", other)).isEmpty();
    }

    private static Optional<String> withImage(String image, Experience experience) {
        Demand plain = demand().policy(STRICT).build();
        Demand demand = new Demand(plain.workload().withImage(image), plain.policy(), plain.filter());
        return Gate.BAD_HOST
                .check(MACHINE_3, new Screening(demand, experience, NOW))
                .map(Shortfall::value);
    }

    private static Optional<String> reason(Offer offer, StrictnessPolicy policy, Experience experience) {
        Screening screening = new Screening(demand().policy(policy).build(), experience, NOW);
        return Gate.BAD_HOST.check(offer, screening).map(Shortfall::value);
    }

    private static Bar bar(boolean wholeHost, long id, boolean automatic, Optional<Instant> expiresAt) {
        return new Bar(wholeHost, id, HOST, automatic, false, "noisy", expiresAt, Optional.empty());
    }

    private static Bar forWorkload(long machineId, String workload) {
        return new Bar(false, machineId, HOST, true, false, "old-driver", Optional.empty(), Optional.of(workload));
    }
}
