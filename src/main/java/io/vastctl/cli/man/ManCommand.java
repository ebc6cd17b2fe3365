package io.vastctl.cli.man;

import io.vastctl.cli.EnvironmentDefaults;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Setting;
import io.vastctl.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vastctl man}: the manual, for where it is not installed, and for what installs it. */
@Command(
        name = "man",
        description = {
            "Print the manual page of a command, or write them all into a folder.",
            "To read one: vastctl man test | man -l -"
        })
public final class ManCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Such as test, or bad-hosts list.")
    private List<String> path = new ArrayList<>();

    @Option(names = "--dir", paramLabel = "<dir>", description = "Write every page into this folder, which is made.")
    @Nullable
    private Path dir;

    @Override
    public Integer call() throws IOException {
        CommandSpec root = spec.root();
        ManPage manual = new ManPage(root.version()[0], day(), ManCommand::variable);
        if (dir != null) {
            if (!path.isEmpty()) throw new UsageException("man: --dir writes every page: name no command with it");
            Files.createDirectories(dir);
            for (CommandSpec command : all(root))
                Files.writeString(dir.resolve(ManPage.name(command) + ".1"), manual.of(command));
            return 0;
        }
        root.commandLine().getOut().print(manual.of(named(root)));
        root.commandLine().getOut().flush();
        return 0;
    }

    private CommandSpec named(CommandSpec root) {
        CommandSpec here = root;
        for (String name : path) {
            CommandLine child = here.subcommands().get(name);
            if (child == null)
                throw new UsageException("man " + String.join(" ", path) + ": there is no command " + name + " in "
                        + here.qualifiedName() + "; see " + here.qualifiedName() + " --help");
            here = child.getCommandSpec();
        }
        return here;
    }

    /** All but the hidden ones, parents first. */
    public static List<CommandSpec> all(CommandSpec command) {
        List<CommandSpec> all = new ArrayList<>(List.of(command));
        for (CommandLine child : new LinkedHashSet<>(command.subcommands().values()))
            if (!child.getCommandSpec().usageMessage().hidden()) all.addAll(all(child.getCommandSpec()));
        return all;
    }

    /** Settings and other options alike; none for {@code --help} and {@code --version}. */
    private static Optional<String> variable(OptionSpec option) {
        Optional<String> own = EnvironmentDefaults.variable(option);
        if (own.isPresent()) return own;
        String key = option.longestName().replaceFirst("^--", "");
        return Settings.all().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .map(Setting::environmentName);
    }

    /** The day of the release, which the build writes into the manifest; in a checkout the oldest of all. */
    private static String day() throws IOException {
        try (InputStream file = ManCommand.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            String moment =
                    file == null ? null : new Manifest(file).getMainAttributes().getValue("Vastctl-Released");
            return moment == null ? "1970-01-01" : moment.substring(0, "1970-01-01".length());
        }
    }
}
