package io.vastctl.simulator.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.adapter.vllm.VllmAdapter;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.lease.LeaseScript;
import io.vastctl.lease.LeaseTerms;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.box.shell.Captured;
import io.vastctl.simulator.box.shell.Input;
import io.vastctl.simulator.box.shell.Shell;
import io.vastctl.simulator.box.shell.Streams;
import io.vastctl.simulator.market.CardKind;
import io.vastctl.simulator.market.CardState;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.simulator.market.ServerRun;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong on a machine that has been running for a while, what a guard sees of it and can do about it. */
class GuardedBoxTest {

    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";
    private static final VllmAdapter ADAPTER = new VllmAdapter();
    private static final Workload WORKLOAD = new WorkloadCatalog(Path.of("/nonexistent")).find("tinyllama");

    @TempDir
    Path folder;

    private Markets markets = Markets.calm();

    private Contract running(String scenario) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), scenario);
        markets = new Markets(Scenario.read(file), 1);
        return rented();
    }

    /** With the real start script, and the lease in front of it. */
    private Contract rented() {
        ObjectNode order = Markets.order("guarded", TINY);
        LeaseTerms terms = new LeaseTerms(Duration.ofDays(9), markets.time.instant(), "https://console.vast.ai");
        order.put("onstart", LeaseScript.before(ADAPTER.startScript(WORKLOAD), terms, "tiny"));
        markets.create(markets.goodOffer().path("id").asLong(), order);
        Contract contract = markets.market.living().get(0);
        until(contract.server().listeningAt().plusSeconds(1));
        return contract;
    }

    private String in(Contract contract, String command) {
        markets.market.living();
        Machine machine = new Machine(contract, markets.market, markets.time, Set::of);
        Captured out = new Captured();
        machine.shell(Shell.Dialect.SH).run(command, new Streams(Input.none(), out, out));
        return out.text();
    }

    private void until(Instant when) {
        Duration left = Duration.between(markets.time.instant(), when);
        if (!left.isNegative()) markets.time.advance(left);
    }

    private void pass(Duration duration) {
        markets.time.advance(duration);
        markets.market.living();
    }

    private boolean serves(Contract contract) {
        return contract.serves(markets.market.now());
    }

    private CardState card(Contract contract) {
        return contract.card(0, markets.market.now());
    }

    private void restarted(Contract contract) {
        assertThat(in(contract, ADAPTER.restartCommand(WORKLOAD).orElseThrow())).isEmpty();
    }

    @Test
    void theRealRestartCommandEndsTheServerAndStartsAnotherThatDownloadsNothing() {
        Contract contract = rented();
        ServerRun first = contract.server();
        double traffic = contract.bill(markets.market.now()).traffic();

        restarted(contract);

        ServerRun second = contract.server();
        assertThat(second.start()).isAfter(first.start());
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(serves(contract)).isFalse();
        assertThat(in(contract, "cat /tmp/vllm.log"))
                .startsWith("vastctl: start ")
                .doesNotContain("ended by signal");
        pass(Duration.ofMinutes(3));
        assertThat(serves(contract)).isTrue();
        assertThat(contract.bill(markets.market.now()).traffic()).isEqualTo(traffic);
        assertThat(Duration.between(second.downloadFrom(), second.downloadTo())).isZero();
        assertThat(in(contract, "cat /var/log/vastctl-lease.log").lines()).hasSize(1);
    }

    @Test
    void aServerThatStandsIsStoppedAndStaysSoUntilItIsStarted() {
        Contract contract = rented();

        in(contract, ADAPTER.stopCommand(WORKLOAD).orElseThrow());

        assertThat(serves(contract)).isFalse();
        pass(Duration.ofHours(1));
        assertThat(serves(contract)).isFalse();
        assertThat(in(contract, "cat /tmp/vllm.exit")).isEqualTo("143\n");
        restarted(contract);
        pass(Duration.ofMinutes(3));
        assertThat(serves(contract)).isTrue();
    }

    /** What heals: the smallest step that does. */
    @ParameterizedTest
    @CsvSource({
        "server-dies, true, true, true",
        "engine-hangs, true, true, true",
        "cuda-wedged, false, true, true",
        "files-spoilt, false, false, true",
        "server-dies-again, false, false, false",
        "gpu-falls-off, false, false, false"
    })
    void eachTroubleIsHealedByItsOwnStep(String fault, boolean restart, boolean reboot, boolean recycle)
            throws IOException {
        assertThat(answersAfter(fault, this::restarted)).isEqualTo(restart);
        assertThat(answersAfter(fault, contract -> markets.market.reboot(contract)))
                .isEqualTo(reboot);
        assertThat(answersAfter(fault, contract -> markets.market.recycle(contract)))
                .isEqualTo(recycle);
    }

    private boolean answersAfter(String fault, Consumer<Contract> step) throws IOException {
        Contract contract = running("timeline:\n  - {at: 2h, for: 90m, fault: " + fault + "}\n");
        until(Markets.START.plus(Duration.ofMinutes(119)));
        assertThat(answers(contract)).isTrue();
        until(Markets.START.plus(Duration.ofMinutes(125)));
        assertThat(answers(contract)).as("%s", fault).isFalse();
        step.accept(contract);
        pass(Duration.ofMinutes(12));
        return answers(contract);
    }

    private boolean answers(Contract contract) {
        markets.market.living();
        return serves(contract) && !contract.stuck(markets.market.now());
    }

    @Test
    void withoutUsersACardStaysCoolAndWithThemItIsWarmAndRecoversWhenTheyGo() {
        Contract contract = rented();
        pass(Duration.ofMinutes(30));
        double idle = card(contract).core();

        markets.market.demand(contract, 0.9);
        pass(Duration.ofMinutes(20));
        double busy = card(contract).core();
        markets.market.demand(contract, 0);
        pass(Duration.ofMinutes(20));

        assertThat(idle).isBetween(22.0, 50.0);
        assertThat(busy).isBetween(idle + 12, 78.0);
        assertThat(card(contract).core()).isBetween(idle - 3, idle + 3);
    }

    @Test
    void aFanThatWearsOutMakesItHotWithinHoursAndNotAtOnce() throws IOException {
        Contract contract = running("demand: 0.9\ntimeline:\n  - {at: 2h, for: 9h, fault: overheat-slow}\n");
        until(Markets.START.plus(Duration.ofHours(2)));
        double before = card(contract).core();

        pass(Duration.ofMinutes(10));
        assertThat(card(contract).core()).isBetween(before - 2, before + 12);
        pass(Duration.ofHours(3));
        double hot = card(contract).core();
        assertThat(hot).isGreaterThan(before + 15);
        pass(Duration.ofHours(7));
        assertThat(card(contract).core()).isLessThan(hot - 10);
    }

    @Test
    void aFanThatStopsBringsTheCardToItsLimitsWithinMinutesAndOffTheBus() throws IOException {
        Contract contract = running("demand: 1\ntimeline:\n  - {at: 2h, for: 9h, fault: overheat-fast}\n");
        CardKind kind = CardKind.of(contract.offer().text("gpu_name"));
        until(Markets.START.plus(Duration.ofHours(2)));
        double before = card(contract).core();
        int steps = 0;
        while (card(contract).core() < kind.slowdown() && steps++ < 40) pass(Duration.ofSeconds(30));

        assertThat(steps).isBetween(4, 30);
        assertThat(card(contract).core()).isGreaterThan(before + 10);
        assertThat(card(contract).brake()).isEqualTo(CardState.Brake.HARD);
        String smi = in(
                contract,
                "nvidia-smi --query-gpu=temperature.gpu,clocks_event_reasons.hw_thermal_slowdown"
                        + ",clocks_event_reasons.active --format=csv,noheader,nounits");
        assertThat(smi).matches("\\d{2,3}, Active, 0x[0-9A-F]{16}\n");

        in(contract, ADAPTER.stopCommand(WORKLOAD).orElseThrow());
        pass(Duration.ofMinutes(45));
        assertThat(card(contract).brake()).isEqualTo(CardState.Brake.NONE);
    }

    @Test
    void theTemperaturesAreTheSameWhoeverLooksHowOften() throws IOException {
        String scenario = "demand: 0.8\nfaults: {overheat-slow: 0.5, overheat-fast: 0.3}\n";
        Contract once = running(scenario);
        until(Markets.START.plus(Duration.ofDays(3)));
        markets.market.living();
        CardState seldom = card(once);

        Contract often = running(scenario);
        for (int look = 0; look < 500; look++) {
            Instant next =
                    Markets.START.plus(Duration.ofDays(3).multipliedBy(look).dividedBy(500));
            until(next);
            markets.market.living();
            assertThat(card(often).core()).isBetween(10.0, 130.0);
        }
        until(Markets.START.plus(Duration.ofDays(3)));
        markets.market.living();

        assertThat(card(often)).isEqualTo(seldom);
    }

    @Test
    void nobodyGetsInWhileACardOfSuchAMachineIsHot() throws IOException {
        Contract contract = running("""
                demand: 1
                timeline:
                  - {at: 2h, for: 9h, fault: overheat-fast}
                  - {at: 0s, fault: ssh-lost-hot}
                """);
        until(Markets.START.plus(Duration.ofHours(2)));
        assertThat(contract.sshAnswers(markets.market.now())).isTrue();
        boolean lost = false;
        for (int look = 0; look < 40 && !lost; look++) {
            pass(Duration.ofSeconds(30));
            lost = !contract.sshAnswers(markets.market.now());
        }

        assertThat(lost).isTrue();
    }

    @Test
    void memoryErrorsGrowOnCardsThatCountThem() throws IOException {
        Contract contract = running("timeline:\n  - {at: 2h, for: 90h, fault: ecc-grows}\n");
        until(Markets.START.plus(Duration.ofHours(1)));
        assertThat(contract.memoryErrors(markets.market.now())).isZero();
        pass(Duration.ofMinutes(70));
        assertThat(contract.memoryErrors(markets.market.now())).isEqualTo(1);
        pass(Duration.ofHours(40));
        assertThat(contract.memoryErrors(markets.market.now())).isBetween(8, 30);
    }

    @Test
    void theDetailsOfTemperatureFollowTheKindOfCard() {
        Contract contract = rented();

        String text = in(contract, "nvidia-smi -q -d TEMPERATURE");

        assertThat(text).contains("GPU Current Temp").containsPattern("GPU Shutdown (T.Limit )?Temp +: -?\\d+ C");
        assertThat(CardKind.of("NVIDIA H100 80GB HBM3").margins()).isTrue();
        assertThat(CardKind.of("RTX 3090").margins()).isFalse();
        assertThat(CardKind.of("RTX 3090").memory()).isEmpty();
        assertThat(CardKind.of("A100 SXM4").memory()).hasValue(95);
    }

    @Test
    void aHostThatIsAwayComesBackAndOneThatDiesDoesNotAndIsNotListedAgain() throws IOException {
        Contract away = running("timeline:\n  - {at: 2h, for: 20m, fault: host-away}\n");
        until(Markets.START.plus(Duration.ofMinutes(130)));
        markets.market.living();
        assertThat(away.up(markets.market.now())).isFalse();
        pass(Duration.ofMinutes(15));
        assertThat(away.up(markets.market.now())).isTrue();

        Contract dead = running("timeline:\n  - {at: 2h, fault: machine-dies, machine: "
                + away.offer().machineId() + "}\n");
        assertThat(dead.offer().machineId()).isEqualTo(away.offer().machineId());
        until(Markets.START.plus(Duration.ofDays(20)));
        markets.market.destroy(dead);
        pass(Duration.ofMinutes(1));
        assertThat(dead.up(markets.market.now())).isFalse();
        assertThat(markets.market.search(Markets.read("{\"limit\":1000}")))
                .isNotEmpty()
                .noneMatch(offer -> offer.machineId() == dead.offer().machineId());
    }

    @Test
    void moreFaultsInAFileChangeNothingOfWhatOthersDo() throws IOException {
        Contract alone = running("faults: {server-dies: 0.6}\n");
        ServerRun fate = alone.server();
        Contract together =
                running("faults: {server-dies: 0.6, host-away: 0.5, ecc-grows: 0.5, price-rise-late: 0.9}\n");

        assertThat(together.server()).isEqualTo(fate);
        assertThat(fate.diedAt()).isBefore(Instant.MAX);
    }
}
