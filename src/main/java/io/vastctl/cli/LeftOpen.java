package io.vastctl.cli;

import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.BadSettingException;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.Owners;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.ThisHost;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the journal has open although no living process looks after it, for an end at which nobody could ask the market.
 * Nothing is asked over the network, and no file is made.
 *
 * @param here in the market of the command
 * @param elsewhere the names of other markets that go on and have something open
 */
public record LeftOpen(List<Leftover> here, List<String> elsewhere) {

    private static final String EVIDENCE = "open in the journal, and nobody could look";

    /** Empty if there is no journal, it cannot be read, or the market is none: then nothing is known. */
    public static Optional<LeftOpen> in(Workbench bench, SimulateOptions simulate) {
        try {
            return bench.knownDatabase().map(database -> in(bench, simulate, database));
        } catch (StoreException | UsageException | BadSettingException e) {
            return Optional.empty();
        }
    }

    private static LeftOpen in(Workbench bench, SimulateOptions simulate, Database database) {
        String market = bench.knownMarketName(simulate);
        Roster roster = Roster.of(new Owners(database, bench.wall()), ThisHost.liveness());
        List<Leftover> here = new ArrayList<>();
        TreeSet<String> elsewhere = new TreeSet<>();
        for (Entry entry : new Journal(database).open()) {
            String itsMarket = entry.intent().market();
            boolean attended = entry.state() == State.KEPT
                    || (!bench.owns(entry.ownerId())
                            && !Roster.isGivenUp(entry)
                            && roster.atWork(entry, bench.clock().instant()));
            if (attended) continue;
            if (itsMarket.equals(market)) here.add(Leftover.of(entry, EVIDENCE));
            else if (!MarketName.endedWithItsProcess(itsMarket)) elsewhere.add(itsMarket);
        }
        return new LeftOpen(here, List.copyOf(elsewhere));
    }
}
