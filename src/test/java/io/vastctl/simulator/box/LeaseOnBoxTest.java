package io.vastctl.simulator.box;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.lease.Heartbeat;
import io.vastctl.lease.LeaseRenewal;
import io.vastctl.lease.LeaseScript;
import io.vastctl.lease.LeaseState;
import io.vastctl.lease.LeaseState.Loop;
import io.vastctl.lease.LeaseTerms;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.box.shell.Captured;
import io.vastctl.simulator.box.shell.Input;
import io.vastctl.simulator.box.shell.Shell;
import io.vastctl.simulator.box.shell.Streams;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A simulated box keeps the lease as the script of a real one does, and the renewal is the real text. */
class LeaseOnBoxTest {

    private static final Duration LEASE = ofMinutes(30);
    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    private Markets markets = Markets.calm();

    private Contract leased(Duration lease) {
        ObjectNode order = Markets.order("leased", TINY);
        LeaseTerms terms = new LeaseTerms(lease, markets.time.instant(), "https://console.vast.ai");
        order.put("onstart", LeaseScript.before(order.path("onstart").asText(), terms, "tiny"));
        markets.create(markets.goodOffer().path("id").asLong(), order);
        return markets.market.living().get(0);
    }

    private String in(Contract contract, String command) {
        Machine machine = new Machine(contract, markets.market, markets.time, Set::of);
        Captured out = new Captured();
        machine.shell(Shell.Dialect.SH).run(command, new Streams(Input.none(), out, out));
        return out.text();
    }

    private void until(Instant when) {
        markets.time.advance(Duration.between(markets.time.instant(), when));
    }

    private boolean alive(Contract contract) {
        return markets.market.contract(contract.id()).isPresent();
    }

    private static Instant loopStart(Contract contract) {
        return contract.life().runningAt().plusSeconds(3);
    }

    @Test
    void nobodyRenewsAndTheBoxDestroysItselfAtTheTickAfterTheLease() {
        Instant since = markets.time.instant();
        Contract contract = leased(LEASE);
        Instant due = new Heartbeat(since, LEASE).destroysAt(loopStart(contract));

        until(due.minusMillis(1));
        assertThat(alive(contract)).isTrue();
        assertThat(contract.destroyAskedAt()).isEmpty();
        until(due.plusSeconds(8));
        assertThat(alive(contract)).isFalse();
        assertThat(contract.destroyAskedAt()).contains(due);
        assertThat(due).isBefore(since.plus(LEASE).plusSeconds(15));
    }

    @Test
    void theRealRenewalRunsInTheBoxAndKeepsItAlive() {
        Contract contract = leased(LEASE);
        for (int i = 0; i < 6; i++) {
            markets.time.advance(LEASE.minusMinutes(1));

            Optional<LeaseState> answer = LeaseRenewal.parse(in(contract, LeaseRenewal.command(LEASE)));

            assertThat(answer).contains(new LeaseState(true, Loop.CURL, LEASE));
            long now = markets.time.instant().getEpochSecond();
            assertThat(in(contract, "cat /root/.vastctl-lease")).isEqualTo(now + " " + LEASE.toSeconds() + "\n");
        }
        assertThat(alive(contract)).isTrue();
        markets.time.advance(LEASE.plusSeconds(25));
        assertThat(alive(contract)).isFalse();
    }

    @Test
    void aShorterLeaseEndsEarlier() {
        Contract contract = leased(Duration.ofDays(1));
        markets.time.advance(ofMinutes(20));

        in(contract, LeaseRenewal.command(ofMinutes(2)));

        markets.time.advance(ofMinutes(3));
        assertThat(alive(contract)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rm /root/.vastctl-lease", "echo nonsense > /root/.vastctl-lease", ": > /root/.vastctl-lease"})
    void aLineThatIsLostDoesNotMeanForEver(String spoiled) {
        Contract contract = leased(LEASE);
        markets.time.advance(ofMinutes(20));
        in(contract, spoiled);

        markets.time.advance(ofMinutes(11));

        assertThat(alive(contract)).isFalse();
    }

    @Test
    void theLoopIsSeenInTheBoxAndCanBeEndedThere() {
        Contract contract = leased(LEASE);
        until(loopStart(contract).plusSeconds(20));

        assertThat(in(contract, "ps aux")).contains("vastctl-lease-loop");
        assertThat(in(contract, "cat /root/.vastctl-lease.pid")).isEqualTo("44 curl\n");
        assertThat(in(contract, "cat /var/log/vastctl-lease.log")).contains(" loop 44 (curl): 1800 s from ");
        in(contract, "kill $(cut -d ' ' -f 1 /root/.vastctl-lease.pid)");

        assertThat(LeaseRenewal.parse(in(contract, LeaseRenewal.command(LEASE))))
                .hasValueSatisfying(state -> assertThat(state.loop()).isEqualTo(Loop.NOT_RUNNING));
        markets.time.advance(Duration.ofHours(1));
        assertThat(alive(contract)).isTrue();
    }

    @Test
    void aStoppedBoxKeepsItsDiskAndFiresNinetySecondsAfterItsStart() {
        Contract contract = leased(LEASE);
        markets.time.advance(ofMinutes(10));
        markets.market.stop(contract);
        markets.time.advance(Duration.ofHours(2));
        assertThat(alive(contract)).isTrue();

        markets.market.start(contract);
        Instant start = loopStart(contract);
        until(start.plusSeconds(89));
        assertThat(alive(contract)).isTrue();
        until(start.plusSeconds(98));
        assertThat(alive(contract)).isFalse();
        assertThat(contract.destroyAskedAt()).contains(start.plusSeconds(90));
    }

    @Test
    void aRebootLeavesTheLeaseAsItWas() {
        Instant since = markets.time.instant();
        Contract contract = leased(LEASE);
        markets.time.advance(ofMinutes(15));
        markets.market.reboot(contract);

        Instant due = new Heartbeat(since, LEASE).destroysAt(loopStart(contract));
        until(due.plusSeconds(8));

        assertThat(contract.destroyAskedAt()).contains(due);
        assertThat(alive(contract)).isFalse();
    }

    @Test
    void whatIsMadeAnewAfterItsFirstLeaseHasTenMinutes() {
        Contract contract = leased(LEASE);
        markets.time.advance(ofMinutes(29));
        in(contract, LeaseRenewal.command(Duration.ofDays(1)));
        markets.time.advance(ofMinutes(29));

        markets.market.recycle(contract);

        Instant start = loopStart(contract);
        until(start.plus(ofMinutes(10)).minusMillis(1));
        assertThat(alive(contract)).isTrue();
        until(start.plus(ofMinutes(10)).plusSeconds(8));
        assertThat(alive(contract)).isFalse();
    }

    @Test
    void aContainerThatNeverStartsRunsNoLoop() {
        markets = Markets.with(Fault.PULL_STUCK);
        Contract contract = leased(LEASE);

        markets.time.advance(Duration.ofHours(5));

        assertThat(alive(contract)).isTrue();
    }

    @Test
    void anOfflineHostCannotReachTheApi() {
        markets = Markets.with(Fault.HOST_OFFLINE);
        Contract contract = leased(LEASE);

        markets.time.advance(Duration.ofHours(5));

        assertThat(alive(contract)).isTrue();
        assertThat(contract.destroyAskedAt()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DESTROY_ERROR", "DESTROY_IGNORED", "INSTANCE_RETURNS", "GATEWAY", "THROTTLE", "STATUS_UNKNOWN"})
    void theLoopTriesAgainUntilItIsGone(Fault fault) {
        markets = Markets.with(fault);
        Contract contract = leased(LEASE);

        markets.time.advance(LEASE.plus(fault == Fault.INSTANCE_RETURNS ? ofMinutes(6) : ofMinutes(2)));

        assertThat(alive(contract)).isFalse();
        markets.time.advance(ofMinutes(10));
        assertThat(alive(contract)).isFalse();
    }
}
