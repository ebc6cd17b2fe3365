package io.vastctl.memory.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.TestEngine;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists that are carried elsewhere and back. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class MergingTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();

    @Test
    void exportClearImportIsTheIdentity() {
        Random random = new Random(4711);
        for (int round = 0; round < 15; round++) {
            try (Database database = engine.open(folder.resolve("identity-" + round + ".db"), time)) {
                BadHosts hosts = new BadHosts(database);
                for (int step = 0; step < 25; step++) anyAct(hosts, random);
                List<BadHost> listed = withoutRows(hosts);
                BlackList exported = hosts.export();

                hosts.clear(Optional.empty());
                hosts.listWhitelist().forEach(exemption -> hosts.unwhitelist(exemption.scope(), exemption.id()));
                assertThat(hosts.list(true, time.instant())).isEmpty();
                hosts.merge(exported);

                assertThat(withoutRows(hosts)).isEqualTo(listed);
                assertThat(hosts.listWhitelist()).isEqualTo(exported.whitelist());
                assertThat(hosts.merge(exported).added()).as("the second time").isZero();
            }
        }
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        Random random = new Random(12);
        try (Database one = engine.open(folder.resolve("one.db"), time);
                Database two = engine.open(folder.resolve("two.db"), time)) {
            BadHosts first = new BadHosts(one);
            for (int step = 0; step < 60; step++) anyAct(first, random);
            List<StoredBar> shuffled = new ArrayList<>(first.export().bars());
            Collections.shuffle(shuffled, random);

            BadHosts second = new BadHosts(two);
            second.merge(new BlackList(shuffled, first.listWhitelist()));

            assertThat(withoutRows(second)).containsExactlyInAnyOrderElementsOf(withoutRows(first));
        }
    }

    @Test
    void strikesCountOnWhereTheListWasCarriedTo() {
        try (Database one = engine.open(folder.resolve("from.db"), time);
                Database two = engine.open(folder.resolve("to.db"), time)) {
            fail(new BadHosts(one), 7, FailureClass.INFRA_FATAL, "docker-cdi");
            time.pass(Duration.ofDays(2));
            BadHosts there = new BadHosts(two);
            assertThat(there.merge(new BadHosts(one).export())).isEqualTo(new BlackList.Merged(1, 0, 0, 0));

            fail(there, 7, FailureClass.INFRA_FATAL, "docker-cdi");

            assertThat(there.active(Origin.REAL, time.instant()))
                    .extracting(BadHost::strike)
                    .containsExactly(2);
        }
    }

    @Test
    void anExemptionHereOutweighsFailuresFromElsewhereAndTheLaterOrderCounts() {
        try (Database one = engine.open(folder.resolve("a.db"), time);
                Database two = engine.open(folder.resolve("b.db"), time)) {
            BadHosts there = new BadHosts(one);
            BadHosts here = new BadHosts(two);
            fail(there, 7, FailureClass.INFRA_FATAL, "docker-cdi");
            there.addManual(Scope.MACHINE, 8, "old", Optional.empty());
            time.pass(Duration.ofMinutes(1));
            here.whitelist(Scope.MACHINE, 7, "friend");
            here.whitelist(Scope.MACHINE, 8, "friend");
            time.pass(Duration.ofMinutes(1));
            there.addManual(Scope.MACHINE, 9, "new", Optional.empty());

            assertThat(here.merge(there.export())).isEqualTo(new BlackList.Merged(1, 0, 2, 0));

            assertThat(here.active(Origin.REAL, time.instant()))
                    .extracting(BadHost::id)
                    .containsExactly(9L);
        }
    }

    @Test
    void aBarThatWasLiftedElsewhereIsLiftedHereAndNeverTheOtherWayRound() {
        try (Database one = engine.open(folder.resolve("there.db"), time);
                Database two = engine.open(folder.resolve("here.db"), time)) {
            BadHosts there = new BadHosts(one);
            BadHosts here = new BadHosts(two);
            fail(there, 7, FailureClass.INFRA_FATAL, "docker-cdi");
            BlackList barred = there.export();
            here.merge(barred);
            time.pass(Duration.ofMinutes(1));
            there.remove(Scope.MACHINE, 7);

            assertThat(here.merge(there.export())).isEqualTo(new BlackList.Merged(0, 0, 0, 1));
            assertThat(here.active(Origin.REAL, time.instant())).isEmpty();
            assertThat(here.merge(there.export())).isEqualTo(new BlackList.Merged(0, 1, 0, 0));
            assertThat(here.merge(barred)).isEqualTo(new BlackList.Merged(0, 1, 0, 0));
            assertThat(here.active(Origin.REAL, time.instant())).isEmpty();
        }
    }

    @Test
    void ofTwoOrdersAtOnceTheOneThatHoldsLongerCountsInEitherOrder() {
        BlackList list;
        try (Database one = engine.open(folder.resolve("orders.db"), time)) {
            BadHosts hosts = new BadHosts(one);
            hosts.addManual(Scope.MACHINE, 8, "a day", Optional.of(Duration.ofDays(1)));
            BlackList brief = hosts.export();
            hosts.addManual(Scope.MACHINE, 8, "for good", Optional.empty());
            list = new BlackList(
                    List.of(brief.bars().get(0), hosts.export().bars().get(0)), List.of());
        }
        List<StoredBar> turned = new ArrayList<>(list.bars());
        Collections.reverse(turned);
        for (List<StoredBar> rows : List.of(list.bars(), turned)) {
            try (Database two = engine.open(folder.resolve(turned.equals(rows) ? "ba.db" : "ab.db"), time)) {
                BadHosts hosts = new BadHosts(two);
                assertThat(hosts.merge(new BlackList(rows, List.of())).known()).isZero();
                assertThat(hosts.active(Origin.REAL, time.instant()))
                        .extracting(BadHost::cause)
                        .containsExactly("for good");
            }
        }
    }

    private List<BadHost> withoutRows(BadHosts hosts) {
        return hosts.list(true, time.instant()).stream()
                .map(entry -> new BadHost(
                        0,
                        entry.scope(),
                        entry.id(),
                        entry.workload(),
                        entry.cause(),
                        entry.evidence(),
                        entry.runId(),
                        entry.attempt(),
                        entry.source(),
                        entry.origin(),
                        entry.hostId(),
                        entry.strike(),
                        entry.createdAt(),
                        entry.expiresAt()))
                .toList();
    }

    private void anyAct(BadHosts hosts, Random random) {
        time.pass(Duration.ofMinutes(1 + random.nextInt(5000)));
        long machine = 1L + random.nextInt(4);
        switch (random.nextInt(8)) {
            case 0 -> hosts.addManual(Scope.MACHINE, machine, "by \"hand\", twice", anyExpiry(random));
            case 1 -> hosts.addManual(Scope.HOST, 100 + machine, "never", Optional.empty());
            case 2 -> hosts.remove(Scope.MACHINE, machine);
            case 3 -> {
                if (random.nextInt(4) == 0) hosts.whitelist(Scope.MACHINE, machine, "ok");
            }
            case 4 -> fail(hosts, machine, FailureClass.WORKLOAD_INCOMPATIBLE, "too-old");
            case 5 -> fail(hosts, machine, FailureClass.STALLED, "no-progress");
            default -> fail(hosts, machine, FailureClass.INFRA_FATAL, "docker-cdi");
        }
    }

    private static Optional<Duration> anyExpiry(Random random) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofDays(3));
    }

    private int attempts;

    private void fail(BadHosts hosts, long machine, FailureClass failureClass, String signature) {
        Failure failure = new Failure(failureClass, signature, Phase.CONTAINER_START, "line 1\nline 2, \"quoted\"");
        hosts.charge(
                new Evidence(
                        new AttemptKey("run", ++attempts),
                        machine,
                        100 + machine,
                        "tinyllama",
                        "image",
                        Optional.of(failure),
                        time.instant()),
                Origin.REAL);
    }
}
