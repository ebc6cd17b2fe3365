package io.vastctl.cli.offers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.DemandOptions;
import io.vastctl.cli.ExplainOption;
import io.vastctl.cli.Flag;
import io.vastctl.cli.ListCommand;
import io.vastctl.cli.RequestPlan;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.rent.RentingPlan;
import io.vastctl.cli.text.JsonCsv;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.RankingSettings;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.OfferSearch;
import io.vastctl.provision.StoredExperience;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.Ranked;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl offers}: what would be rented, in which order, and why the rest would not. */
@Command(
        name = "offers",
        description = "What would be rented, ranked by expected cost, and what was excluded by which gate.")
public final class OffersCommand extends ListCommand {

    @Mixin
    DemandOptions demandOptions = new DemandOptions();

    @Mixin
    SimulateOptions simulate = new SimulateOptions();

    @Mixin
    ExplainOption explain = new ExplainOption();

    @Option(
            names = "--limit",
            paramLabel = "<n>",
            defaultValue = "20",
            description = "Most eligible rows in the table (default: 20).")
    int limit = 20;

    @Option(names = "--excluded", description = "List every excluded offer with its gate, value and limit.")
    boolean excluded;

    @Option(
            names = "--why",
            paramLabel = "<offer-id>",
            description = "Explain one offer: its parts, or every gate it fails.")
    @Nullable
    Long why;

    @Option(
            names = "--blocking",
            description = "Which gate excludes how many offers, and the nearest relaxation that would admit one more.")
    boolean blocking;

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        Flag.fromOne("--limit", limit);
        if (blocking && why != null) throw new UsageException("--blocking and --why: expected one of them");
        Demand demand = demandOptions.demand(bench.settings(), bench.workloads());
        if (explain.explain)
            return RentingPlan.offers(new RequestPlan(bench, "offers", simulate.on()).afterTheSweep(simulate), demand)
                    .print();
        MarketAccess market = bench.market(simulate);
        Sweeping.first(bench, simulate, "offers", Sweep.Mode.LOOK);
        BadHosts badHosts = new BadHosts(bench.database());
        StoredExperience experience = new StoredExperience(
                new HostMemory(bench.database()),
                badHosts,
                market.clock(),
                RankingSettings.constants(bench.settings()));
        Ranked ranked = new OfferSearch(market.api(), experience, market.clock())
                .search(demand, market.origin(), Integer.MAX_VALUE);
        if (why != null) return explain(bench, ranked, why);
        if (blocking) {
            Blocking gates = Blocking.of(ranked);
            bench.results().print(gates::json, gates::text);
        } else
            print(
                    bench,
                    () -> json(ranked),
                    "eligible",
                    JsonCsv.OFFERS,
                    shape -> OffersView.text(ranked, limit, excluded, shape));
        return ranked.eligible().isEmpty() ? ExitCode.NO_OFFER.code() : 0;
    }

    private static ObjectNode json(Ranked ranked) {
        return OffersView.json(ranked);
    }

    private static int explain(Workbench bench, Ranked ranked, long offerId) {
        OfferReason reason = OfferReason.find(ranked, offerId)
                .orElseThrow(() -> new UsageException("--why " + offerId
                        + ": the market does not show this offer now; offers come and go, see vastctl offers"));
        bench.results().show(reason::json, reason::text);
        return 0;
    }
}
