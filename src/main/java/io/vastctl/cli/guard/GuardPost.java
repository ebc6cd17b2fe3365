package io.vastctl.cli.guard;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.BadSettingException;
import io.vastctl.config.GuardFile;
import io.vastctl.config.GuardSetup;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.memory.guard.GuardLeases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which plan a command of the guard is about: the file, and the name by which the state file knows its guard. */
final class GuardPost {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    @Parameters(
            paramLabel = "<file>",
            arity = "0..1",
            description = "The plan (default: guard.yaml in the folder of config.yaml).")
    @Nullable
    Path file;

    @Option(
            names = "--plan-name",
            paramLabel = "<name>",
            description =
                    "By what the memory knows the plan, the same wherever its file is (default: the file's place).")
    @Nullable
    String name;

    Path path(Workbench bench) {
        return Optional.ofNullable(file).orElseGet(() -> bench.folders().guardPlan());
    }

    /**
     * The plan's name, or else its place: two guards of one file are guards of one plan, however they were told of it.
     * The file may be gone by now; then the state file knows a guard of it.
     *
     * @throws BadSettingException if there is no such file, and never was a guard of it
     */
    String guard(Workbench bench) {
        if (name != null) return named(name);
        Path path = path(bench);
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            String guard = path.toAbsolutePath().normalize().toString();
            if (!isKnown(bench, guard))
                throw new BadSettingException(path + ": there is no such plan, and no guard has ever kept it; name the"
                        + " file, such as: guard.yaml");
            return guard;
        }
    }

    /** A name is no path, so that no file's place is taken for one. */
    private static String named(String name) {
        if (!NAME.matcher(name).matches())
            throw new UsageException("--plan-name " + name + ": expected up to 63 letters, digits, dots, hyphens and"
                    + " underscores, the first of them a letter or a digit, such as: chat");
        return name;
    }

    private static boolean isKnown(Workbench bench, String guard) {
        return bench.knownDatabase()
                .filter(known -> new GuardBook(known).last(guard).isPresent()
                        || new GuardLeases(known).find(guard).isPresent())
                .isPresent();
    }

    /** @throws io.vastctl.config.BadSettingException with a line for each mistake */
    GuardSetup setup(Workbench bench) {
        return GuardFile.read(
                        path(bench),
                        bench.workloads(),
                        bench.settings(),
                        bench.clock().instant())
                .orThrow();
    }
}
