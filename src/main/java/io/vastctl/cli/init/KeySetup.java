package io.vastctl.cli.init;

import io.vastctl.cli.PrivateFile;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.init.InitStep.Deed;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.ApiKeySource;
import io.vastctl.config.BadSettingException;
import io.vastctl.config.FoundKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings the API key into the file where vastctl and Vast.ai's own client look for it, readable by its owner alone. */
final class KeySetup {

    private static final String STEP = "API key";
    private static final int TRIES = 3;

    private final ApiKeySource keys;
    private final InitOptions options;
    private final Questions questions;

    KeySetup(Workbench bench, InitOptions options, Questions questions) {
        keys = bench.keys().api();
        this.options = options;
        this.questions = questions;
    }

    /** @throws UsageException before anything is written, if something is not allowed */
    InitStep run() throws InterruptedException {
        boolean mended = false;
        for (Path file : keys.files()) mended |= mend(file);
        Optional<FoundKey> stored = keys.inFiles();
        Optional<FoundKey> given = given();
        if (given.isPresent()) return stored.isPresent() ? renew(stored.get(), given.get()) : write(given.get());
        if (stored.isPresent())
            return beside(InitStep.of(
                    STEP,
                    mended ? Deed.changed : Deed.kept,
                    stored.get().source() + (mended ? ", now readable by you alone" : "")));
        Optional<FoundKey> variable = keys.inEnvironment();
        return variable.isPresent() ? keep(variable.get()) : ask();
    }

    private boolean mend(Path file) throws InterruptedException {
        if (!PrivateFile.othersMayRead(file)) return false;
        if (!options.yes && !questions.confirm(file + " can be read by others. Take that right from them?"))
            throw new UsageException(file + " can be read by others: chmod 600 it, or let vastctl init --yes do it");
        PrivateFile.mend(file);
        return true;
    }

    private Optional<FoundKey> given() throws InterruptedException {
        if (options.keyFile != null) return Optional.of(fromFile(options.keyFile));
        if (!options.keyFromStdin) return Optional.empty();
        try {
            String line = questions.terminal().in().readLine();
            return Optional.of(ApiKeySource.parse(line == null ? "" : line, "--api-key-stdin")
                    .orElseThrow(
                            () -> new UsageException("--api-key-stdin: nothing came on stdin: pipe the key into it,"
                                    + " such as: pass show vast | vastctl init --api-key-stdin")));
        } catch (IOException e) {
            throw new UsageException("--api-key-stdin: stdin cannot be read", e);
        }
    }

    private static FoundKey fromFile(Path file) {
        if (!Files.exists(file)) throw new UsageException("--key-file " + file + ": there is no such file");
        return ApiKeySource.read(file)
                .orElseThrow(
                        () -> new UsageException("--key-file " + file + " is empty: name a file with the key in it"));
    }

    private InitStep renew(FoundKey stored, FoundKey given) throws InterruptedException {
        if (stored.secret().equals(given.secret()))
            return beside(InitStep.of(STEP, Deed.kept, stored.source() + " has it already"));
        if (!options.yes && !questions.confirm(stored.source() + " holds another key. Replace it?"))
            throw new UsageException(stored.source() + " holds another key: add --yes to replace it");
        PrivateFile.write(Path.of(stored.source()), given.secret() + "\n");
        return beside(InitStep.of(STEP, Deed.changed, stored.source() + ", readable by you alone"));
    }

    private InitStep keep(FoundKey variable) throws InterruptedException {
        Path file = keys.files().get(0);
        if (options.yes
                || questions.confirm(
                        "VAST_API_KEY is set, but cron would not see it. Write the key into " + file + "?"))
            return write(variable);
        return InitStep.of(
                STEP, Deed.skipped, "from VAST_API_KEY, which cron does not see; --yes writes it into " + file);
    }

    private InitStep ask() throws InterruptedException {
        for (int go = 0; go < TRIES && questions.somebodyThere(); go++) {
            Optional<String> typed = questions.secret(
                    "API key, as the account's page of keys shows it (not shown while typed; Enter for none)");
            if (typed.isEmpty()) break;
            try {
                Optional<FoundKey> key = ApiKeySource.parse(typed.get(), "what was typed");
                if (key.isPresent()) return write(key.get());
            } catch (BadSettingException e) {
                questions.say(e.getMessage() + System.lineSeparator());
            }
        }
        return InitStep.of(STEP, Deed.skipped, "none given; without one there is only --simulate");
    }

    private InitStep write(FoundKey key) {
        Path file = keys.files().stream()
                .filter(Files::exists)
                .findFirst()
                .orElse(keys.files().get(0));
        Deed deed = Files.exists(file) ? Deed.changed : Deed.made;
        PrivateFile.write(file, key.secret() + "\n");
        return beside(InitStep.of(STEP, deed, file + ", readable by you alone"));
    }

    /** A variable with another key would be used in place of the file's. */
    private InitStep beside(InitStep step) {
        Optional<String> variable = keys.inEnvironment().map(FoundKey::secret);
        boolean other = variable.isPresent() && !variable.equals(keys.inFiles().map(FoundKey::secret));
        return other
                ? InitStep.of(
                        step.step(),
                        step.deed(),
                        step.detail() + "; but VAST_API_KEY has another one, which is used first")
                : step;
    }
}
