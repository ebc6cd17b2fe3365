package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.provision.Relay;
import io.vastctl.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a step of the loop leaves behind. */
class KeptLimitTest {

    @Test
    void aStepThatFailedIsToldInItsOwnWords() throws Exception {
        List<String> said = new ArrayList<>();
        FakeTime time = new FakeTime();
        Limit limit = new KeptLimit(Limit.none(), new Relay(time, time).first(), () -> {}, said::add);
        Callable<String> fails = () -> {
            throw new IllegalStateException("no workload tiny");
        };

        assertThat(limit.all(List.of(fails, () -> "looked"), Duration.ofSeconds(1))
                        .get(1))
                .contains("looked");
        assertThat(said).singleElement().asString().contains("no workload tiny");
    }
}
