package io.vastctl.guard.loop;

import io.vastctl.guard.Bidding;
import io.vastctl.guard.Duty;
import io.vastctl.guard.Hardware;
import io.vastctl.guard.Health;
import io.vastctl.guard.Heat;
import io.vastctl.guard.Life;
import io.vastctl.guard.Rental;
import io.vastctl.instance.Instance;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Rentals and instances as tests of the loop need them. */
final class Loops {

    static final Instant RENTED = Instant.parse("2026-11-01T09:00:00Z");

    private Loops() {}

    /** One that serves, on machine 9, interruptible at $0.20/h. */
    static Rental rental(long instanceId) {
        return new Rental(
                instanceId,
                "vastctl-x-" + instanceId,
                "chat",
                OptionalLong.of(9),
                RENTED,
                0.21,
                Life.RUNNING,
                RENTED,
                new Duty.Serving(),
                Heat.UNKNOWN,
                Hardware.UNKNOWN,
                Health.UNKNOWN,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Bidding(0.2, Double.NaN, Double.NaN, OptionalDouble.empty(), Optional.empty())),
                Optional.empty());
    }

    static Instance instance(long instanceId, Optional<String> actual, Optional<String> intended) {
        return instance(
                instanceId,
                actual,
                intended,
                new Instance.Terms(
                        Optional.empty(),
                        Optional.of(true),
                        OptionalDouble.of(0.2),
                        OptionalDouble.of(0.15),
                        Optional.of("RTX 4090"),
                        OptionalInt.of(1)));
    }

    static Instance instance(
            long instanceId, Optional<String> actual, Optional<String> intended, Instance.Terms terms) {
        return new Instance(
                instanceId,
                Optional.empty(),
                actual,
                actual,
                intended,
                intended,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                OptionalLong.of(9),
                OptionalDouble.of(0.21),
                Optional.empty(),
                terms);
    }
}
