package io.vastctl.guard.loop;

import io.vastctl.guard.Answer;
import io.vastctl.guard.GpuReading;
import io.vastctl.guard.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one look brought of the machines themselves, for those who watch. No decision rests on it: what decisions need
 * of it is folded into the observation.
 */
public record Vitals(List<Machine> machines) {

    public static final Vitals NONE = new Vitals(List.of());

    /**
     * One machine.
     *
     * @param cards as they told it; empty if they told nothing
     * @param lost why they told nothing; empty if they told something
     * @param firstToken until the first token of the endpoint's answer; empty if it gave none, or was not asked
     */
    public record Machine(
            long instanceId, List<GpuReading> cards, Optional<String> lost, Optional<Duration> firstToken) {

        public Machine {
            cards = List.copyOf(cards);
        }

        static Machine of(long instanceId, Lookout.Seen seen) {
            Optional<Duration> firstToken =
                    seen.answer() instanceof Answer.Good good ? Optional.of(good.latency()) : Optional.empty();
            return seen.telemetry() instanceof Telemetry.Read read
                    ? new Machine(instanceId, read.gpus(), Optional.empty(), firstToken)
                    : new Machine(
                            instanceId, List.of(), Optional.of(((Telemetry.Lost) seen.telemetry()).why()), firstToken);
        }
    }

    public Vitals {
        machines = List.copyOf(machines);
    }

    /** Of that machine; empty if it was not looked at. */
    public Optional<Machine> machine(long instanceId) {
        return machines.stream()
                .filter(machine -> machine.instanceId() == instanceId)
                .findFirst();
    }
}
