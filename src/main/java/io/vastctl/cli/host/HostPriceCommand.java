package io.vastctl.cli.host;

import io.vastctl.cli.ListCommand;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.JsonCsv;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Durations;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.HostPrice;
import io.vastctl.memory.StoredSettings;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.MarketName;
import io.vastctl.vast.HostMachine;
import io.vastctl.vast.HostMachines;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import io.vastctl.vast.VastRestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vastctl host price}: the minimum bid of one's own machines, by the rule that moves the guard's bids. */
@Command(
        name = "price",
        description = "Show what the price rule would make of the minimum bids of the machines that the account offers;"
                + " with --apply, set them. All prices are for one GPU and hour.")
final class HostPriceCommand extends ListCommand {

    private static final int MOST_OFFERS = 1000;
    private static final int DISK_GB = 10;

    @Option(names = "--apply", description = "Set the prices; else nothing is changed. Needs --floor and --ceiling.")
    boolean apply;

    @Option(names = "--machine", paramLabel = "<id>", description = "Only this machine; may be given several times.")
    List<Long> machines = new ArrayList<>();

    @Option(names = "--floor", paramLabel = "<usd>", description = "Never below that (default: 0.01).")
    @Nullable
    Double floor;

    @Option(names = "--ceiling", paramLabel = "<usd>", description = "Never above that (default: 32).")
    @Nullable
    Double ceiling;

    @Option(
            names = "--step",
            paramLabel = "<percent>",
            description = "The most by which one step changes a price (default: 15).")
    double step = 15;

    @Option(
            names = "--cool-down",
            paramLabel = "<duration>",
            description = "The least time between two changes of a machine (default: 10m).")
    String coolDown = "10m";

    @Option(
            names = "--idle-below",
            paramLabel = "<percent>",
            description = "With a smaller share of its GPUs rented, --idle-factor applies (default: 30).")
    double idleBelow = BidRules.STANDARD.idleBelow();

    @Option(names = "--idle-factor", paramLabel = "<x>", description = "0.1 to 1 (default: 0.9).")
    double idleFactor = BidRules.STANDARD.idleFactor();

    @Option(
            names = "--hot-above",
            paramLabel = "<celsius>",
            description = "With a hotter GPU, --hot-factor applies (default: 80).")
    double hotAbove = BidRules.STANDARD.hotAbove();

    @Option(names = "--hot-factor", paramLabel = "<x>", description = "1 to 10 (default: 1.1).")
    double hotFactor = BidRules.STANDARD.hotFactor();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        BidRules rules = rules();
        MarketAccess market = bench.market(new SimulateOptions());
        if (!(market.api() instanceof VastRestClient client))
            throw new IllegalStateException("a market without machines of hosts");
        StoredSettings store = new StoredSettings(bench.database());
        String place = MarketName.at(market.address());
        List<HostMachine> own = client.hostMachines().list();
        List<HostPriceRow> rows = new ArrayList<>();
        Map<String, OptionalDouble> prices = new HashMap<>();
        Instant now = bench.clock().instant();
        for (HostMachine machine : chosen(own)) {
            String gpu = machine.gpuName();
            if (!prices.containsKey(gpu)) prices.put(gpu, price(client, gpu, own));
            OptionalDouble middle = prices.getOrDefault(gpu, OptionalDouble.empty());
            HostPrice price = HostPrice.of(
                    machine.minBidPerGpu(),
                    middle,
                    machine.rentedPercent(),
                    machine.hottest(),
                    changedAt(store, place, machine),
                    rules,
                    now);
            rows.add(HostPriceRow.proposed(machine, price));
        }
        List<HostPriceRow> done = apply ? applied(client.hostMachines(), store, place, rows, now) : rows;
        HostPriceView view = new HostPriceView(done, apply, own.isEmpty());
        print(bench, view::json, "machines", JsonCsv.HOST_PRICES, view::text);
        return done.stream().map(HostPriceRow::exitCode).max(Integer::compare).orElse(ExitCode.DONE.code());
    }

    private BidRules rules() {
        if (apply && (floor == null || ceiling == null))
            throw new UsageException("host price --apply: add --floor and --ceiling, between which it may set prices");
        if (floor != null && ceiling != null && floor > ceiling)
            throw new UsageException("host price: --floor " + floor + " is above --ceiling " + ceiling
                    + "; the floor is the lower one of the two");
        Duration pause = pause();
        try {
            double most = Optional.ofNullable(ceiling).orElse(32.0);
            if (most > 32) throw new IllegalArgumentException("--ceiling: the API takes 32 at most, not " + most);
            return new BidRules(
                    idleBelow,
                    idleFactor,
                    hotAbove,
                    hotFactor,
                    Optional.ofNullable(floor).orElse(BidRules.STANDARD.floor()),
                    most,
                    step / 100,
                    pause);
        } catch (IllegalArgumentException e) {
            throw new UsageException("host price: " + e.getMessage(), e);
        }
    }

    private Duration pause() {
        try {
            return Durations.parse(coolDown);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--cool-down " + coolDown + ": expected " + Durations.EXPECTED, e);
        }
    }

    private List<HostMachine> chosen(List<HostMachine> own) {
        Set<Long> wanted = new LinkedHashSet<>(machines);
        own.forEach(machine -> wanted.remove(machine.machineId()));
        if (!wanted.isEmpty())
            throw new UsageException("--machine " + wanted.iterator().next() + ": the account offers no such machine"
                    + (own.isEmpty()
                            ? "; it offers none"
                            : ", but "
                                    + own.stream()
                                            .map(machine -> String.valueOf(machine.machineId()))
                                            .collect(Collectors.joining(", "))));
        return own.stream()
                .filter(machine -> machines.isEmpty() || machines.contains(machine.machineId()))
                .toList();
    }

    private static OptionalDouble price(VastApi api, String gpu, List<HostMachine> own) throws InterruptedException {
        if (gpu.isEmpty()) return OptionalDouble.empty();
        OfferQuery query = new OfferQuery(
                RentalType.INTERRUPTIBLE,
                DISK_GB,
                MOST_OFFERS,
                Set.of(gpu),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Set.of(),
                false,
                false,
                Optional.empty());
        List<Offer> offers = api.searchOffers(query);
        return HostPrice.market(
                offers, gpu, own.stream().map(HostMachine::machineId).collect(Collectors.toSet()));
    }

    /** Sets one after the other and looks at all of them again: an answer is no proof. */
    private static List<HostPriceRow> applied(
            HostMachines api, StoredSettings store, String place, List<HostPriceRow> rows, Instant now)
            throws InterruptedException {
        List<HostPriceRow> done = new ArrayList<>();
        for (HostPriceRow row : rows) done.add(row.next().isPresent() ? set(api, store, place, row, now) : row);
        if (done.stream().noneMatch(HostPriceRow::wasSet)) return done;
        Map<Long, OptionalDouble> seen = new HashMap<>();
        api.list().forEach(machine -> seen.put(machine.machineId(), machine.minBidPerGpu()));
        return done.stream()
                .map(row -> row.seen(seen.getOrDefault(row.machine().machineId(), OptionalDouble.empty())))
                .toList();
    }

    private static HostPriceRow set(HostMachines api, StoredSettings store, String place, HostPriceRow row, Instant now)
            throws InterruptedException {
        try {
            // First the note: a change that nobody remembers would be followed by the next one at once.
            store.set(key(place, row.machine()), now.toString());
            api.setMinBid(row.machine().machineId(), row.next().orElseThrow());
            return row.set();
        } catch (VastApiException e) {
            return row.failed(Trouble.of(e));
        }
    }

    private static Optional<Instant> changedAt(StoredSettings store, String place, HostMachine machine) {
        return store.get(key(place, machine)).map(Instant::parse);
    }

    private static String key(String place, HostMachine machine) {
        return "host-price." + place + "." + machine.machineId();
    }
}
