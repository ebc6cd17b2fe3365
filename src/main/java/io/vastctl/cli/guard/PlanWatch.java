package io.vastctl.cli.guard;

import io.vastctl.cli.text.UsageException;
import io.vastctl.config.BadSettingException;
import io.vastctl.config.GuardSetup;
import io.vastctl.guard.Plan;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The plan in force: read at the start, and again when asked to. A file with mistakes changes nothing, and is told. */
final class PlanWatch implements Supplier<Plan> {

    private final Supplier<GuardSetup> file;
    private final Consumer<String> teller;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile GuardSetup setup;

    /**
     * @param file reads it anew
     * @throws BadSettingException if it has mistakes now
     */
    PlanWatch(Supplier<GuardSetup> file, Consumer<String> teller) {
        this.file = file;
        this.teller = teller;
        setup = file.get();
    }

    GuardSetup setup() {
        return setup;
    }

    /** The file is read again before the next tick. From any thread. */
    void reload() {
        asked.set(true);
    }

    @Override
    public Plan get() {
        if (asked.getAndSet(false)) {
            try {
                setup = file.get();
                teller.accept("the plan was read again");
            } catch (BadSettingException | UsageException e) {
                teller.accept("the plan has mistakes, so the old one stays in force: " + e.getMessage());
            }
        }
        return setup.plan();
    }
}
