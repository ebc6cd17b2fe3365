package io.vastctl.vast;

import io.vastctl.memory.ApiTurns;
import io.vastctl.memory.Database;
import io.vastctl.memory.StoreException;
import io.vastctl.time.Sleeper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pace for all processes that use the same key on the same market, kept in their database. The server counts per key,
 * so two that know nothing of each other earn each other refusals. Where there is no database, or it is away, this
 * process keeps its own pace.
 */
final class SharedPacing implements Pacing {

    private static final Logger LOG = LoggerFactory.getLogger(SharedPacing.class);

    /** For how long a database that was away is not asked. */
    private static final Duration AWAY = Duration.ofSeconds(30);

    /** Calls of two machines do not take equally long to arrive, and the server counts arrivals. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    /** So often in a row a turn is put off by others who were late, or by pauses that the API asks for. */
    private static final int MOST_DELAYS = 10;

    /** So many turns in vain are not believed. */
    private static final int MOST_TURNS = 10;

    private static final int IDENTITY_BYTES = 8;

    private final CallPacing own;
    private final Supplier<Optional<Database>> state;
    private final String identity;
    private final Clock clock;
    private final Sleeper sleeper;
    private final String taker = UUID.randomUUID().toString();
    private Optional<Instant> awayUntil = Optional.empty();

    /** @param state empty for as long as it is not open */
    SharedPacing(CallPacing own, Supplier<Optional<Database>> state, String identity, Clock clock, Sleeper sleeper) {
        this.own = own;
        this.state = state;
        this.identity = identity;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Stands for a key and its market, and does not lead back to the key. */
    static String identity(ApiKey key, HttpUrl base) {
        String text = key.secret() + "\n" + base.host().toLowerCase(Locale.ROOT) + ":" + base.port();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, IDENTITY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void await(CallKind kind) throws InterruptedException {
        for (int turns = 0; turns < MOST_TURNS; turns++) {
            Optional<ApiTurns> shared = shared();
            if (shared.isEmpty()) {
                own.await(kind);
                return;
            }
            try {
                if (tookTurn(shared.get(), kind)) break;
            } catch (StoreException e) {
                away(e);
            }
        }
        own.went(kind);
    }

    /** False if others were let pass meanwhile, and another turn has to be taken. */
    private boolean tookTurn(ApiTurns shared, CallKind kind) throws InterruptedException {
        CallKind bucket = kind.bucket();
        ApiTurns.Turn turn = shared.take(bucket.name(), bucket.calls(), bucket.period());
        if (turn.left().isZero()) return true;
        LOG.debug("{}: its turn is in {}", kind.words(), turn.left());
        sleeper.sleep(turn.left());
        for (int tries = 0; tries < MOST_DELAYS; tries++) {
            Duration delay = shared.go(turn);
            if (delay.isZero()) return true;
            sleeper.sleep(delay);
        }
        return false;
    }

    /** Also for this process alone: the database may be away at its next call. */
    @Override
    public void hold(CallKind kind, Duration pause) {
        own.hold(kind, pause);
        Optional<ApiTurns> shared = shared();
        if (shared.isEmpty()) return;
        try {
            shared.get().hold(kind.bucket().name(), pause);
        } catch (StoreException e) {
            away(e);
        }
    }

    private synchronized Optional<ApiTurns> shared() {
        Optional<Database> database = state.get();
        if (database.isEmpty()) return Optional.empty();
        if (awayUntil.isPresent()) {
            if (clock.instant().isBefore(awayUntil.get())) return Optional.empty();
            awayUntil = Optional.empty();
        }
        return Optional.of(new ApiTurns(database.get(), identity, taker, MARGIN));
    }

    private synchronized void away(StoreException e) {
        LOG.debug("calls of the API go at this process's own pace for a while: {}", e.getMessage());
        awayUntil = Optional.of(clock.instant().plus(AWAY));
    }
}
