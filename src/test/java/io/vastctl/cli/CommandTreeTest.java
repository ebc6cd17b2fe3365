package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.completion.CompletionCommand;
import io.vastctl.cli.man.ManCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

class CommandTreeTest {

    private static final IFactory FACTORY = CommandLine.defaultFactory();

    @Test
    void aBranchIsTheSameCommandAsInTheWholeTree() {
        CommandLine whole = new CommandLine(new VastctlCommand(), FACTORY);
        List<List<String>> paths = new ArrayList<>();
        collect(whole, List.of(), paths);
        assertThat(paths).hasSizeGreaterThan(35);

        for (List<String> path : paths) {
            CommandLine inWhole = at(whole, path);
            CommandLine inBranch = at(CommandTree.of(path.toArray(String[]::new), FACTORY), path);
            assertThat(inBranch.getUsageMessage()).as("%s", path).isEqualTo(inWhole.getUsageMessage());
            assertThat(inBranch.getCommandSpec().qualifiedName())
                    .isEqualTo(inWhole.getCommandSpec().qualifiedName());
        }
    }

    @Test
    void everyCommandIsFoundByItsName() {
        for (Class<?> type : VastctlCommand.class.getAnnotation(Command.class).subcommands()) {
            boolean knowsAllOthers = List.of(CommandLine.HelpCommand.class, CompletionCommand.class, ManCommand.class)
                    .contains(type);
            assertThat(CommandTree.command(type.getAnnotation(Command.class).name()))
                    .as("add %s to CommandTree", type)
                    .isEqualTo(knowsAllOthers ? null : type);
        }
    }

    @Test
    void onlyWhatIsNamedIsBuilt() {
        assertThat(CommandTree.of(new String[] {"bad-hosts", "list", "--all"}, FACTORY)
                        .getSubcommands())
                .containsOnlyKeys("bad-hosts")
                .hasEntrySatisfying(
                        "bad-hosts",
                        parent -> assertThat(parent.getSubcommands()).containsOnlyKeys("list"));
    }

    @Test
    void aWordThatIsNoCommandNeedsAllThatItCouldHaveBeen() {
        int all =
                new CommandLine(new VastctlCommand(), FACTORY).getSubcommands().size();

        assertThat(CommandTree.of(new String[] {"ofers"}, FACTORY).getSubcommands())
                .hasSize(all);
        assertThat(CommandTree.of(new String[] {}, FACTORY).getSubcommands()).hasSize(all);
        assertThat(CommandTree.of(new String[] {"help", "offers"}, FACTORY).getSubcommands())
                .hasSize(all);
        assertThat(CommandTree.of(new String[] {"completion", "bash"}, FACTORY).getSubcommands())
                .hasSize(all);
        assertThat(at(CommandTree.of(new String[] {"bad-hosts", "lst"}, FACTORY), List.of("bad-hosts"))
                        .getSubcommands())
                .containsKeys("list", "clear");
    }

    private static CommandLine at(CommandLine root, List<String> path) {
        CommandLine here = root;
        for (String name : path)
            here = Objects.requireNonNull(here.getSubcommands().get(name), name);
        return here;
    }

    private static void collect(CommandLine from, List<String> path, List<List<String>> paths) {
        from.getSubcommands().forEach((name, child) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            paths.add(longer);
            collect(child, longer, paths);
        });
    }
}
