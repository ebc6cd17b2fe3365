package io.vastctl.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a page finds: a home, a folder to be in, programs.
 *
 * @param home what {@code /home/ann} stands for
 * @param folder where the shell begins
 * @param scratch for the test's own files
 * @param bin where {@code vastctl} is; {@code /home/ann/.local/bin} in a crontab means it
 * @param environment of the shell
 */
record Surroundings(Path home, Path folder, Path scratch, Path bin, Map<String, String> environment) {

    static final int MARKET_PORT = 8043;

    /** Makes it all below an empty folder. */
    static Surroundings make(Page page, Path below, Path jar, Path archive) throws IOException {
        Path checkout = Path.of("").toAbsolutePath();
        Path home = Files.createDirectories(below.resolve("ann"));
        Path folder = page.inTheRoot() ? Files.createDirectories(home.resolve("vastctl")) : home;
        Path scratch = Files.createDirectories(below.resolve("scratch"));
        Path bin = Files.createDirectories(below.resolve("bin"));
        Map<String, String> environment = new TreeMap<>();
        environment.put("HOME", home.toString());
        environment.put(
                "PATH", bin + ":" + Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
        environment.put("LANG", "C.UTF-8");
        environment.put("TZ", "UTC");
        environment.put("CI", "1");
        environment.put("CHECKOUT", checkout.toString());
        environment.put("VASTCTL_ARCHIVE", archive.toString());
        if (page.market().isPresent()) {
            environment.put("VAST_URL", "http://127.0.0.1:" + MARKET_PORT);
            environment.put("VAST_API_KEY", "anything");
        }
        program(bin.resolve("vastctl"), vastctl(page, jar, archive));
        program(bin.resolve("mvn"), resource("mvn"));
        if (page.inTheRoot()) linkAll(checkout, folder);
        return new Surroundings(home, folder, scratch, bin, Map.copyOf(environment));
    }

    /** Variables that cron's environment lacks stand in the program, for there is no market but a simulated one. */
    private static String vastctl(Page page, Path jar, Path archive) {
        String market = page.market().isPresent()
                ? "export VAST_URL=\"${VAST_URL:-http://127.0.0.1:" + MARKET_PORT + "}\"\n"
                : "";
        // Real time passes beside a market in the process, this much faster; other commands refuse the variable.
        return "#!/bin/sh\nexport CI=1 VASTCTL_ARCHIVE='" + archive + "' JAVA_HOME='" + System.getProperty("java.home")
                + "'\n" + market
                + "case \" $* ${VASTCTL_SIMULATE:+--simulate}\" in *' --simulate'*) export VASTCTL_SPEED=100000 ;; esac\n"
                + "exec '" + jar + "' \"$@\"\n";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Surroundings.class.getResourceAsStream("/docs/" + name)) {
            if (in == null) throw new AssertionError("no resource /docs/" + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void linkAll(Path checkout, Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(checkout)) {
            entries = all.toList();
        }
        for (Path entry : entries) Files.createSymbolicLink(folder.resolve(entry.getFileName()), entry);
    }
}
