package io.vastctl.cli.rentals;

import io.vastctl.cli.LookFailedException;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Settings;
import io.vastctl.config.Suggestion;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.provision.InventoryReport;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.RentalClass;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.provision.sweep.SweepReport;
import io.vastctl.vast.VastApiException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The account's instances, for the commands that look after them: swept first, then listed.
 *
 * @param swept what the sweep before found
 * @param inventory every instance, as one good listing shows it
 */
public record Rentals(MarketAccess market, Sweep sweep, SweepReport swept, InventoryReport inventory, Journal journal) {

    /** As {@link #look}, and also where the memory can only be read: then what dead processes left stays as it is. */
    static Rentals lookOnly(Workbench bench, String command) {
        // In this order: without an API key nothing is made.
        bench.market(new SimulateOptions());
        bench.looking(command);
        return look(bench, command);
    }

    private static SweepReport swept(Workbench bench, String command, Sweep sweep) {
        return bench.ownership(command).isSeen() ? sweep.sweep(Sweep.Mode.LOOK) : Sweeping.CANNOT_WRITE;
    }

    /**
     * Destroys nothing.
     *
     * @param command what this process is called in the journal
     * @throws LookFailedException if no good listing could be had, or somebody does not wait for one
     */
    public static Rentals look(Workbench bench, String command) {
        SimulateOptions none = new SimulateOptions();
        MarketAccess market = bench.market(none);
        Sweep sweep = Sweeping.of(bench, none, command, market, bench.settings().get(Settings.LABEL_PREFIX));
        boolean idle = Sweeping.isIdle(bench, none, command, market);
        SweepReport swept = idle ? Sweeping.NOTHING_OPEN : swept(bench, command, sweep);
        Sweeping.tellSettled(swept, bench.terminal().err());
        try {
            return new Rentals(
                    market,
                    sweep,
                    swept,
                    sweep.inventory(),
                    bench.ownership(command).journal());
        } catch (VastApiException | InterruptedException e) {
            throw new LookFailedException(swept.leftovers(), e);
        }
    }

    public List<InventoryReport.Row> rows() {
        return inventory.rows();
    }

    /** What may be running although neither a listing nor a read by its number shows it. */
    static Leftover unproven(Entry entry) {
        return Leftover.of(entry, "not listed, and not proven gone either");
    }

    /**
     * The number that an argument means.
     *
     * @throws UsageException if it is none
     */
    static long number(String argument, Workbench bench) {
        if (argument.matches("[1-9]\\d{0,17}")) return Long.parseLong(argument);
        OptionalLong known = new Journal(bench.database())
                .find(argument)
                .map(Entry::instanceId)
                .orElse(OptionalLong.empty());
        throw new UsageException("\"" + argument + "\": expected an instance's number"
                + (known.isPresent() ? "; this label's is " + known.getAsLong() : ", such as vastctl instances lists"));
    }

    Optional<InventoryReport.Row> row(long instanceId) {
        return rows().stream()
                .filter(row -> row.instance().instanceId() == instanceId)
                .findFirst();
    }

    /**
     * A rental that its operator keeps.
     *
     * @throws UsageException if the instance is anything else
     */
    InventoryReport.Row kept(long instanceId) {
        InventoryReport.Row row = row(instanceId).orElseThrow(() -> {
            Optional<Entry> entry = entry(instanceId);
            if (entry.isEmpty()) return unknown(instanceId);
            return new UsageException("instance " + instanceId
                    + (entry.get().isOpen() ? " is not listed now, and not proven gone; try again" : " is gone"));
        });
        return switch (row.rentalClass()) {
            case KEPT, OVERDUE -> row;
            case ORPHAN, RETURNED ->
                throw new UsageException("instance " + instanceId + " is "
                        + row.rentalClass().word() + ": nobody wants it any more; end it with vastctl reap");
            default -> throw refusal(row);
        };
    }

    /** Why an instance is not ours to destroy. */
    static UsageException refusal(InventoryReport.Row row) {
        String subject = "instance " + row.instance().instanceId();
        String label = row.instance().label().map(text -> "\"" + text + "\"").orElse("none");
        return new UsageException(
                row.rentalClass() == RentalClass.OURS
                        ? subject + " is another process's work (" + label + "): stop that one, and it cleans up"
                        : subject + " is not touched: " + row.rentalClass().word() + ", label " + label
                                + (row.note().isEmpty() ? "" : "; " + row.note()));
    }

    /** The refusal of a number that means nothing here. */
    UsageException unknown(long instanceId) {
        List<String> numbers = rows().stream()
                .map(row -> String.valueOf(row.instance().instanceId()))
                .toList();
        return new UsageException("there is no instance " + instanceId + " in this account"
                + Suggestion.didYouMean(String.valueOf(instanceId), numbers));
    }

    /** Notes until when the lease of a kept rental lasts; what somebody ends in the meantime is theirs to note. */
    void renewed(String label, Instant until) {
        Entry entry = journal.find(label).orElseThrow();
        if (entry.state() != Journal.State.KEPT) return;
        if (entry.ownerId().equals(journal.ownerId()) || journal.claim(entry)) journal.renewed(label, until);
    }

    /** The newest entry of that number: a simulated market that was started anew counts from the same one. */
    Optional<Entry> entry(long instanceId) {
        return journal.ofInstance(instanceId).stream().max(Comparator.comparing(Entry::createdAt));
    }
}
