package io.vastctl.cli.doctor;

import io.vastctl.cli.Trouble;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Settings;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import io.vastctl.outcome.ExitCode;
import io.vastctl.ssh.SshIdentity;
import io.vastctl.vast.Account;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.SshKeyring;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The doctor's questions to the marketplace. None of them rents: creating needs the permission {@code instance_write},
 * as destroying does (Vast.ai's page on permissions), so that asking to destroy what is not there answers for both.
 */
final class AccountCheck {

    /** A clock further off than this makes deadlines and log times misleading. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);
    /** No instance has this id, so asking to destroy it shows the right to destroy and harms nothing. */
    private static final long NO_INSTANCE = 0;
    /** The least disk that Vast.ai rents out, in GB. */
    private static final int SMALL_DISK = 8;

    private final Workbench bench;
    private final MarketAccess market;
    private final VastApi api;
    private final List<Finding> findings = new ArrayList<>();

    AccountCheck(Workbench bench, MarketAccess market) {
        this.bench = bench;
        this.market = market;
        api = market.api();
    }

    /** @param identity with which machines are logged in to, if there is one */
    List<Finding> findings(Optional<SshIdentity> identity) throws InterruptedException {
        Finding network = NetworkCheck.of(market);
        findings.add(network);
        if (!network.good()) {
            notAsked("the API cannot be reached");
            return findings;
        }
        if (!account()) return findings;
        clock();
        right(
                "right to read",
                "the key may list instances: %s in the account",
                () -> String.valueOf(api.list().size()));
        right("right to search", "the key may search offers", () -> String.valueOf(search()));
        right("right to destroy", "the key may destroy instances, and create them by the same permission", () -> {
            api.destroy(NO_INSTANCE);
            return "";
        });
        if (identity.isPresent() && market.sshKeys().isPresent())
            registered(identity.get(), market.sshKeys().get());
        return findings;
    }

    /** @return whether anything else is worth asking */
    private boolean account() throws InterruptedException {
        try {
            Account account = api.currentUser();
            findings.add(Finding.good("key accepted", "by account " + account.userId()));
            balance(account.creditDollars());
            spendLimit(account.creditDollars());
            return true;
        } catch (VastApiException e) {
            boolean refused = e.problem() == ApiProblem.AUTH && !maySearch();
            if (!refused) findings.add(Finding.good("key accepted", "though not for its account"));
            findings.add(Finding.of(refused ? "key accepted" : "balance", e));
            if (refused) notAsked("the key is refused");
            return !refused;
        }
    }

    /** A key without the permission user_read is answered in the words for a wrong key; a wrong one may not search either. */
    private boolean maySearch() throws InterruptedException {
        try {
            return search() >= 0;
        } catch (VastApiException e) {
            return e.problem() != ApiProblem.AUTH;
        }
    }

    private int search() throws InterruptedException {
        return api.searchOffers(OfferQuery.broad(RentalType.ON_DEMAND, SMALL_DISK, 1))
                .size();
    }

    private void notAsked(String why) {
        findings.add(Finding.warn(
                "account", "credit, clock and rights were not asked for: " + why, "mend that first, then try again"));
    }

    private void balance(double credit) {
        String detail = String.format(Locale.ROOT, "$%.2f of credit", credit);
        findings.add(
                credit > 0
                        ? Finding.good("balance", detail)
                        : Finding.bad("balance", detail, "add credit before renting", ExitCode.ACCOUNT));
    }

    private void spendLimit(double credit) {
        try {
            findings.add(HomeChecks.spendLimit(bench.settings().get(Settings.MAX_SPEND), credit));
        } catch (RuntimeException e) {
            // Settings are stored in the database, which may be the thing that is broken.
            findings.add(Finding.of("spend limit", e));
        }
    }

    private void clock() {
        if (market.simulated()) {
            findings.add(Finding.good("clock", "the simulated market's own"));
            return;
        }
        findings.add(api.clockSkew()
                .map(Duration::abs)
                .map(AccountCheck::skew)
                .orElseGet(() -> Finding.warn(
                        "clock", "the API does not tell its time", "compare this machine's clock with another one")));
    }

    /**
     * What a clock that is off means.
     *
     * @param off how far our clock is from the API's, without a sign
     */
    public static Finding skew(Duration off) {
        String detail = Words.duration(off) + " off the API's clock";
        return off.compareTo(CLOCK_TOLERANCE) <= 0
                ? Finding.good("clock", detail)
                : Finding.bad("clock", detail, "set this machine's clock, best by a time service", ExitCode.INTERNAL);
    }

    private interface Question {
        String ask() throws InterruptedException;
    }

    /** @param detail may have a place for the answer */
    private void right(String check, String detail, Question question) throws InterruptedException {
        try {
            findings.add(Finding.good(check, String.format(Locale.ROOT, detail, question.ask())));
        } catch (VastApiException e) {
            findings.add(Finding.of(check, e));
        }
    }

    /** A run gives its key to each machine by itself, which takes longer than what the account gives. */
    private void registered(SshIdentity identity, SshKeyring keyring) throws InterruptedException {
        if (market.backstage().map(behind -> !behind.goesOn()).orElse(false)) return;
        try {
            boolean there = keyring.accountKeys().stream().anyMatch(key -> key.isSameAs(identity.publicKeyLine()));
            findings.add(
                    there
                            ? Finding.good("SSH key registered", "its public part is in the account")
                            : Finding.warn(
                                    "SSH key registered",
                                    "not in the account; each machine is given it after the create, which may take longer",
                                    "vastctl init --register-ssh-key"));
        } catch (VastApiException e) {
            findings.add(Finding.warn(
                    "SSH key registered",
                    "cannot be seen: " + Trouble.of(e).line(),
                    "give the key the permission user_read, or see the console"));
        }
    }
}
