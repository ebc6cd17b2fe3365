package io.vastctl.cli.market;

import io.vastctl.cli.Backstage;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.ApiKeySource;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.simulator.remote.RemoteMarket;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastRestClient;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Opens the market that a command asks for.
 *
 * @param clock outside a simulated market
 * @param sleeper lets that clock's time pass
 * @param notices told why a call is repeated
 * @param state where calls take turns with those of other processes, once it is open
 */
public record MarketDoor(
        Clock clock, Sleeper sleeper, ApiKeySource keys, Consumer<String> notices, Supplier<Optional<Database>> state) {

    /** Any key but {@code wrong} opens the simulated market. */
    private static final String SIMULATED_KEY = "simulated";

    /** Access to a simulated marketplace that is opened here, within this process. */
    public MarketAccess simulated(SimulateOptions options) {
        long seed = SimulatedMarkets.seed(options.seed);
        SimulatedMarket opened = SimulatedMarkets.open(options, seed, clock.instant());
        VastRestClient client = client(
                opened.apiUrl(), ApiKey.of(SIMULATED_KEY), opened.time(), opened.time(), random(seed), Optional::empty);
        return new MarketAccess(
                client,
                opened.apiUrl(),
                opened.time(),
                opened.time(),
                Origin.SIMULATED,
                Optional.of(new Backstage.Inside(opened)));
    }

    /**
     * The market at that address: a simulated one if it says so, else the real one.
     *
     * @throws NoKeyException if it is the real one and there is no key
     */
    public MarketAccess at(URI address) {
        Optional<RemoteMarket> remote = RemoteMarket.find(address, sleeper);
        return remote.isPresent() ? served(address, remote.get()) : real(address);
    }

    /** Works as with {@code --simulate}, so that the same seed gives the same run. */
    private MarketAccess served(URI address, RemoteMarket market) {
        try {
            ApiKey key = key().orElseGet(() -> ApiKey.of(SIMULATED_KEY));
            VastRestClient client =
                    client(address, key, market.clock(), market.sleeper(), random(market.seed()), state);
            return new MarketAccess(
                    client,
                    address,
                    market.clock(),
                    market.sleeper(),
                    Origin.SIMULATED,
                    Optional.of(new Backstage.Served(market)));
        } catch (RuntimeException e) {
            market.close();
            throw e;
        }
    }

    private MarketAccess real(URI address) {
        ApiKey key = key().orElseThrow(() -> new NoKeyException("no API key: set VAST_API_KEY, or put the key into "
                + keys.files().get(0) + "; without an account, add --simulate for the built-in market"));
        VastRestClient client = client(address, key, clock, sleeper, new SplittableRandom(), state);
        return new MarketAccess(client, address, clock, sleeper, Origin.REAL, Optional.empty());
    }

    private Optional<ApiKey> key() {
        return keys.find().map(found -> ApiKey.of(found.secret()));
    }

    private static SplittableRandom random(long seed) {
        return new SplittableRandom(seed);
    }

    private VastRestClient client(
            URI address,
            ApiKey key,
            Clock itsClock,
            Sleeper itsSleeper,
            SplittableRandom random,
            Supplier<Optional<Database>> turns) {
        try {
            return new VastRestClient(address, key, itsClock, itsSleeper, random, notices, turns);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--api-url " + address + ": " + e.getMessage(), e);
        }
    }
}
