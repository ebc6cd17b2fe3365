package io.vastctl.cli.init;

import io.vastctl.cli.PrivateFile;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.init.InitStep.Deed;
import io.vastctl.config.ConfigEdit;
import io.vastctl.config.Resolved;
import io.vastctl.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes config.yaml, or the lines of it that were asked for. */
final class ConfigSetup {

    private final Workbench bench;
    private final InitOptions options;
    private final Questions questions;
    private final Path file;

    ConfigSetup(Workbench bench, InitOptions options, Questions questions) {
        this.bench = bench;
        this.options = options;
        this.questions = questions;
        file = bench.folders().configFile();
    }

    /** @param sshKey to be named there */
    InitStep run(Optional<Path> sshKey) throws InterruptedException {
        Map<String, String> wanted = new LinkedHashMap<>();
        strictness().ifPresent(value -> wanted.put(Settings.STRICTNESS.key(), value));
        sshKey.ifPresent(path -> wanted.put(Settings.SSH_KEY.key(), path.toString()));
        ConfigEdit edit = ConfigEdit.of(file, wanted);
        boolean fresh = edit.before().isEmpty();
        if (!fresh && !edit.changesSomething()) return InitStep.of("config", Deed.kept, file.toString());
        PrivateFile.writeOpen(file, edit.text());
        return InitStep.of("config", fresh ? Deed.made : Deed.changed, file.toString())
                .with(edit.changes());
    }

    private Optional<String> strictness() throws InterruptedException {
        if (options.strictness != null) return Optional.of(options.strictness.strip());
        Resolved<String> now = bench.settings().resolve(Settings.STRICTNESS, Optional.empty());
        if (!now.source().equals("default")) return Optional.empty();
        List<String> names = bench.settings().policyNames();
        Optional<String> typed = questions.line(
                "How picky about machines: " + String.join(", ", names) + " (Enter: " + now.value() + ")");
        if (typed.isEmpty()) return Files.exists(file) ? Optional.empty() : Optional.of(now.value());
        bench.settings().check(Settings.STRICTNESS, typed.get(), "what was typed");
        return typed;
    }

    /** What comes before the file, so that nobody wonders. */
    static InitStep overruled(InitStep step, InitOptions options, Settings fresh) {
        if (options.strictness == null) return step;
        Resolved<String> now = fresh.resolve(Settings.STRICTNESS, Optional.empty());
        if (now.value().equals(options.strictness.strip())) return step;
        List<String> lines = new ArrayList<>(step.changes());
        lines.add("  " + now.source() + " says " + now.value() + " and comes first");
        return step.with(lines);
    }
}
