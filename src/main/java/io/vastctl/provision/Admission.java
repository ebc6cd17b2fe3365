package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import io.vastctl.ranking.RankedOffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Whether one more attempt may be made: what the account allows, and what the ceilings leave room for. */
public final class Admission {

    /**
     * The attempts that are under way.
     *
     * @param labels theirs
     * @param dollars USD that they have cost so far
     * @param worstDollars USD that they may cost in all
     */
    public record UnderWay(Set<String> labels, double dollars, double worstDollars) {
        static final UnderWay NOTHING = new UnderWay(Set.of(), 0, 0);
    }

    private final RunRequest request;
    private final Journal journal;
    private final SpendLimit limit;
    private final Duration longest;
    private final Preflight.SecondLook secondLook;
    private OptionalLong accountId = OptionalLong.empty();
    private Optional<AccountLook> look = Optional.empty();
    private long others;

    /** @param longest what one attempt takes if every window is used up */
    public Admission(
            RunRequest request, Journal journal, SpendLimit limit, Duration longest, Preflight.SecondLook secondLook) {
        this.request = request;
        this.journal = journal;
        this.limit = limit;
        this.longest = longest;
        this.secondLook = secondLook;
    }

    /** Who pays, as of the last look. */
    public OptionalLong accountId() {
        return accountId;
    }

    /** Instances of ours that live besides those under way, as of the last look. */
    public long others() {
        return others;
    }

    /** What the account says against one more rental. Looked at before each, because other processes rent too. */
    public Optional<Continuation> lookAtTheAccount(Surroundings world, UnderWay underWay) throws InterruptedException {
        Preflight preflight = new Preflight(
                world.api(), new Ledger(journal, world.market()), world.clock(), world.sleeper(), secondLook);
        Optional<Continuation> refused = preflight.check(request, underWay.labels());
        accountId = preflight.accountId();
        look = Optional.of(new AccountLook(
                world.market(),
                accountId,
                world.clock(),
                world.clock().instant(),
                preflight.creditDollars(),
                preflight.listing()));
        others = Math.max(0, preflight.living() - underWay.labels().size());
        limit.looked(Funds.of(preflight, journal, world.market(), world.clock()), underWay.dollars());
        return refused;
    }

    /** The ceiling that this offer would break beside those, every window of each used up or the deadline reached. */
    public Optional<Failure> tooMuch(RankedOffer offer, UnderWay underWay) {
        return limit.wouldReach(Phase.CREATE, underWay.worstDollars() + worst(offer), time());
    }

    /** USD at worst for one attempt that begins now. */
    public double worst(RankedOffer offer) {
        return SpendLimit.dollars(offer.cost().dollarsPerHour(), time())
                + offer.cost().trafficDollars();
    }

    /**
     * Puts that intent on disk if every ceiling of the account has room for it, beside what all other runs on this
     * database have rented or are about to.
     *
     * @return the ceiling that has not, or that another run has the offer; then nothing is written
     * @throws IllegalStateException if the account was not looked at before
     */
    Optional<Failure> reserve(Journal.Intent intent) {
        AccountLook seen = look.orElseThrow(() -> new IllegalStateException("the account was not looked at"));
        Reservation room = new Reservation(
                seen,
                request.ceilings(),
                request.labelPrefix(),
                request.demand().filter().maxDollarsPerHour(),
                intent,
                time(),
                seen.clock().instant());
        return journal.intend(intent, room.asked(), room::objection);
    }

    private Duration time() {
        return limit.timeLeft().compareTo(longest) < 0 ? limit.timeLeft() : longest;
    }
}
