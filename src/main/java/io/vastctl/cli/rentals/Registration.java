package io.vastctl.cli.rentals;

import io.vastctl.cli.Trouble;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.doctor.Finding;
import io.vastctl.cli.doctor.NetworkCheck;
import io.vastctl.cli.init.InitOptions;
import io.vastctl.cli.init.InitStep;
import io.vastctl.cli.init.InitStep.Deed;
import io.vastctl.cli.init.Questions;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.NoKeyException;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.UsageException;
import io.vastctl.outcome.ExitCode;
import io.vastctl.vast.SshKeyring;
import io.vastctl.vast.VastApiException;
import java.util.List;
import java.util.Optional;

/** Puts the public part of the SSH key into the account, if somebody says so; {@code --yes} alone does not. */
public record Registration(Workbench bench, InitOptions options, Questions questions) {

    private static final String STEP = "account";

    public InitStep run() throws InterruptedException {
        if (!options.register && !questions.somebodyThere())
            return InitStep.of(STEP, Deed.skipped, "--register-ssh-key puts the public part of the SSH key there");
        try {
            return known(bench.market(new SimulateOptions()));
        } catch (NoKeyException | UsageException | VastApiException e) {
            return options.register
                    ? InitStep.failed(STEP, e)
                    : InitStep.of(STEP, Deed.skipped, Trouble.of(e).line());
        }
    }

    private InitStep known(MarketAccess market) throws InterruptedException {
        Finding network = NetworkCheck.of(market);
        if (!network.good())
            return new InitStep(
                    STEP,
                    options.register ? Deed.failed : Deed.skipped,
                    network.detail(),
                    List.of(),
                    options.register ? network.exitCode() : ExitCode.DONE);
        Optional<SshKeyring> keyring = market.sshKeys();
        if (keyring.isEmpty()) return InitStep.of(STEP, Deed.skipped, "this market keeps no SSH keys");
        return register(keyring.get());
    }

    private InitStep register(SshKeyring keyring) throws InterruptedException {
        String key = bench.keys().ssh().publicKeyLine();
        if (keyring.accountKeys().stream().anyMatch(one -> one.isSameAs(key)))
            return InitStep.of(STEP, Deed.kept, "has the public part of the SSH key");
        if (!options.register && !questions.confirm("Put the public part of the SSH key into the account?"))
            return InitStep.of(STEP, Deed.skipped, "does not have the SSH key; each machine will be given it");
        keyring.addAccountKey(key);
        return InitStep.of(STEP, Deed.made, "now has the public part of the SSH key");
    }
}
