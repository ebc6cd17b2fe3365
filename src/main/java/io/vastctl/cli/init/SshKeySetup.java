package io.vastctl.cli.init;

import io.vastctl.cli.PrivateFile;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.init.InitStep.Deed;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Settings;
import io.vastctl.ssh.SshKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the private key that machines are logged in to with, or makes one; and takes it from others who could use it. */
final class SshKeySetup {

    private final Workbench bench;
    private final InitOptions options;
    private final Questions questions;

    SshKeySetup(Workbench bench, InitOptions options, Questions questions) {
        this.bench = bench;
        this.options = options;
        this.questions = questions;
    }

    /**
     * What a run is to log in with.
     *
     * @param named to be named in config.yaml; empty if it is found without
     */
    record Choice(Optional<Path> named, Deed deed) {

        /** @throws io.vastctl.ssh.SshKeyException if it cannot be used after all */
        InitStep step(Workbench fresh) {
            return InitStep.of("SSH key", deed, fresh.keys().ssh().path().toString());
        }
    }

    /** @throws UsageException if something is not allowed that has to be done */
    Choice choose() throws InterruptedException {
        Path used = bench.folders()
                .path(bench.settings()
                        .get(Settings.SSH_KEY)
                        .orElseGet(() -> bench.keys().foundSsh().toString()))
                .toAbsolutePath();
        Optional<Path> wanted = wanted(used).filter(file -> !file.equals(used));
        return new Choice(wanted, ready(wanted.orElse(used), wanted.isPresent() || options.sshKey != null));
    }

    private Optional<Path> wanted(Path used) throws InterruptedException {
        Optional<String> named = Optional.ofNullable(options.sshKey);
        if (named.isEmpty() && !Files.exists(used))
            named = questions.line("SSH key: the path of a private one of yours (Enter: vastctl makes its own)");
        return named.map(text -> bench.folders().path(text).toAbsolutePath().normalize());
    }

    private Deed ready(Path file, boolean named) throws InterruptedException {
        if (Files.exists(file)) return mend(file) ? Deed.changed : Deed.kept;
        boolean own = file.equals(bench.keys().foundSsh().toAbsolutePath());
        if (!own && !options.yes && !(named && questions.confirm("There is no " + file + ". Make a key there?")))
            throw new UsageException(
                    "SSH key " + file
                            + ": there is no such file: name a private key with --ssh-key, or add --yes to have one made there");
        SshKeys.make(file);
        return Deed.made;
    }

    private boolean mend(Path file) throws InterruptedException {
        if (!PrivateFile.othersMayRead(file)) return false;
        if (!options.yes && !questions.confirm(file + " can be used by others. Take that right from them?"))
            throw new UsageException(file + " can be used by others: chmod 600 it, or let vastctl init --yes do it");
        PrivateFile.mend(file);
        return true;
    }
}
