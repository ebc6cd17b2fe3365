package io.vastctl.simulator.official;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.simulator.official.Step.Line;
import io.vastctl.simulator.official.Step.Repeat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptTest {

    @Test
    void readsStepsAsTheyStand() {
        List<Step> steps = Script.parse("one.http", """
                # A remark.
                * User-Agent: vastai-cli/1.9.1
                * Content-Type: application/json

                ### vastai label instance ID night
                ~ after 30 s
                PUT /api/v0/instances/{{instance}}/

                {"label": "night"}

                > status is 200
                ### vastai show instance ID
                ~ every 10 s for 20 min until instances is null
                GET /api/v0/instances/{{instance}}/?owner=me
                Accept: */*

                > status is 200
                """);

        assertThat(steps).hasSize(2);
        Step first = steps.get(0);
        assertThat(first.place()).isEqualTo("one.http:5");
        assertThat(first.title()).isEqualTo("vastai label instance ID night");
        assertThat(first.pause()).isEqualTo(ofSeconds(30));
        assertThat(first.method() + " " + first.target()).isEqualTo("PUT /api/v0/instances/{{instance}}/");
        assertThat(first.headers()).containsOnlyKeys("User-Agent", "Content-Type");
        assertThat(first.body()).isEqualTo("{\"label\": \"night\"}");
        assertThat(first.checks()).containsExactly(new Line(11, "status is 200"));
        Step second = steps.get(1);
        assertThat(second.headers()).isEqualTo(Map.of("Accept", "*/*"));
        assertThat(second.repeat())
                .isEqualTo(Optional.of(new Repeat(ofSeconds(10), ofMinutes(20), "instances is null")));
    }

    @Test
    void refusesAStepThatExpectsNothing() {
        assertThatThrownBy(() -> Script.parse("one.http", "### idle\nGET /\n")).hasMessageContaining("one.http:1");
    }
}
