package io.vastctl;

import io.vastctl.start.QuickAnswer;
import java.util.Map;
import java.util.Optional;

/** Answers what needs no command line, and hands the rest to {@link Program}; the only place that ends the process. */
public final class Main {
    private Main() {}

    /** Runs one command line and exits with its code. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Optional<String> quick = QuickAnswer.to(args, environment, version());
        if (quick.isPresent()) {
            System.out.print(quick.get());
            System.out.flush();
            return;
        }
        System.exit(Program.run(args, environment, version()));
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
