package io.vastctl.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands and hands each the way to its workbench, so that help needs none. */
final class CommandFactory implements IFactory {

    private final IFactory plain = CommandLine.defaultFactory();
    private final WorkbenchFactory benches;

    CommandFactory(WorkbenchFactory benches) {
        this.benches = benches;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        K made = plain.create(type);
        if (made instanceof BenchCommand command) command.use(benches);
        return made;
    }
}
