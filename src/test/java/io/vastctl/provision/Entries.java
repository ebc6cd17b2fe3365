package io.vastctl.provision;

import io.vastctl.memory.Bounds;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.Intent;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Prices;
import io.vastctl.memory.Purpose;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Journal entries for tests. */
public final class Entries {

    public static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    private Entries() {}

    public static Intent intent(String label) {
        return intent(label, MarketName.REAL, Origin.REAL);
    }

    public static Intent intent(String label, String market, Origin origin) {
        return new Intent(
                label,
                "r",
                1,
                1,
                2,
                3,
                new Prices(0.30, 0.01, 0, 0),
                origin,
                market,
                OptionalLong.of(1),
                Purpose.TEST,
                Bounds.NONE);
    }

    /** As it stands a minute after its intent; an instance id of 0 is none. */
    public static Entry entry(String label, State state, long instanceId) {
        return entry(intent(label), state, instanceId, Optional.empty());
    }

    public static Entry entry(Intent intent, State state, long instanceId, Optional<Instant> leaseUntil) {
        Instant before = NOW.minusSeconds(60);
        return new Entry(
                intent,
                "owner",
                state,
                instanceId == 0 ? OptionalLong.empty() : OptionalLong.of(instanceId),
                "",
                before,
                before,
                state.isClosed() ? Optional.of(before) : Optional.empty(),
                leaseUntil,
                0,
                before,
                0,
                Optional.empty());
    }
}
