package io.vastctl.ssh;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ProbeLook.Trouble;
import io.vastctl.readiness.ProbeLook.Unreachable;
import io.vastctl.time.FakeTime;
import java.security.KeyPair;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trouble after the login: connections that break, answers that are none. */
class SshLossTest {

    private static final Probe PROBE = Probe.run("a", "echo a", ofSeconds(1));

    private final KeyPair key = BoxServer.newKey();
    private final SshConnector connector =
            new SshConnector(key, new FakeTime(), new SshLimits(ofSeconds(10), ofSeconds(10), ofSeconds(10)));
    private final ProbeExecutor executor = connector.open();

    @AfterEach
    void stop() {
        connector.close();
    }

    @Test
    void aConnectionCutInMidExecIsLostAndTheNextCallConnectsAnew() throws Exception {
        try (BoxServer box = BoxServer.start(key)) {
            Thread cutter = new Thread(() -> {
                try {
                    box.awaitCommand();
                } catch (InterruptedException e) {
                    return;
                }
                box.cutConnections();
            });
            cutter.start();

            ProbeLook cut = executor.run(List.of(box.endpoint()), List.of(Probe.run("slow", "sleep 2", ofSeconds(5))));
            cutter.join();

            assertThat(trouble(cut)).isEqualTo(Trouble.LOST);
            assertThat(look(executor, box.endpoint())).isInstanceOf(ProbeLook.Answered.class);
        }
    }

    @Test
    void anAnswerThatEndsEarlyIsLost() throws Exception {
        UnaryOperator<String> withoutEnd = command -> "(" + command + ") | head -c 100";
        try (BoxServer box =
                BoxServer.start(0, key, BoxServer.newKey(), withoutEnd).saying("Welcome")) {
            Unreachable seen = (Unreachable) look(executor, box.endpoint());

            assertThat(seen.trouble()).isEqualTo(Trouble.LOST);
            assertThat(seen.detail()).contains("incomplete").doesNotContain("Welcome");
        }
    }

    @Test
    void theForwardingTextOnStderrIsTheProxysTrouble() throws Exception {
        UnaryOperator<String> proxy = command -> "echo 'Warning: remote port forwarding failed' >&2; exit 255";
        try (BoxServer box = BoxServer.start(0, key, BoxServer.newKey(), proxy)) {
            assertThat(trouble(look(executor, box.endpoint()))).isEqualTo(Trouble.FORWARDING_FAILED);
        }
    }

    @Test
    void noiseOfTheLoginShellDoesNotDisturb() throws Exception {
        UnaryOperator<String> noisy = command -> "printf 'Welcome!'; echo hm >&2\n" + command;
        try (BoxServer box = BoxServer.start(0, key, BoxServer.newKey(), noisy)) {
            assertThat(look(executor, box.endpoint())).isInstanceOf(ProbeLook.Answered.class);
        }
    }

    @Test
    void aMachineThatNeverEndsTheProbesIsToldAndGivenUp() throws Exception {
        UnaryOperator<String> stuck = command -> "exec sleep 6";
        try (BoxServer box = BoxServer.start(0, key, BoxServer.newKey(), stuck)) {
            SshConnector impatient =
                    new SshConnector(key, new FakeTime(), new SshLimits(ofSeconds(10), ofMillis(-4600), ofSeconds(10)));
            try (impatient) {
                Unreachable seen = (Unreachable) look(impatient.open(), box.endpoint());

                assertThat(seen.trouble()).isEqualTo(Trouble.SHELL_HANGS);
                assertThat(seen.detail()).contains("did not end");
            }
        }
    }

    @Test
    void anInterruptWhileProbesRunTravelsUp() throws Exception {
        try (BoxServer box = BoxServer.start(key)) {
            Thread waiting = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                try {
                    box.awaitCommand();
                } catch (InterruptedException e) {
                    return;
                }
                waiting.interrupt();
            });
            interrupter.start();

            assertThatThrownBy(() ->
                            executor.run(List.of(box.endpoint()), List.of(Probe.run("slow", "sleep 3", ofSeconds(5)))))
                    .isInstanceOf(InterruptedException.class);
            interrupter.join();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    private static ProbeLook look(ProbeExecutor executor, SshEndpoint endpoint) throws InterruptedException {
        return executor.run(List.of(endpoint), List.of(PROBE));
    }

    private static Trouble trouble(ProbeLook look) {
        assertThat(look).isInstanceOf(Unreachable.class);
        return ((Unreachable) look).trouble();
    }
}
