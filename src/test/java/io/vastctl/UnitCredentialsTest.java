package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.Shell;
import io.vastctl.memory.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd is to hand a service as credentials is where the service looks for it. */
class UnitCredentialsTest {

    private static final Path UNITS = Path.of("docs/deploy/systemd");
    private static final String PASSWORD = "pa-55-of-the-database";
    private static final Pattern CREDENTIAL = Pattern.compile("LoadCredential=([\\w-]+):/etc/vastctl/\\1");
    private static final Pattern VARIABLE = Pattern.compile("Environment=(\\w+)=(%d/\\S+)");

    @TempDir
    Path home;

    /** A unit's settings, those too that are there to have their # taken away. */
    static List<String> settings(String unit) throws IOException {
        return Files.readAllLines(UNITS.resolve(unit)).stream()
                .map(line -> line.replaceFirst("^#(?=[A-Z]\\w+=)", ""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vastctl-nightly.service", "standby.conf"})
    void thePasswordOfTheDatabaseIsReadFromTheCredential(String unit) throws IOException {
        String url = EmbeddedServer.asking(PASSWORD);
        Shell shell = new Shell(home);
        shell.run("state", "check", "--state", url).refuses(2, "asks for a password and there is none");

        for (String given : asSystemdStartsIt(unit, shell)) assertThat(given).isIn("vast_api_key", "pgpass");

        shell.run("state", "check", "--state", url).exits(0).says("PostgreSQL");
    }

    /** @return the names of the credentials, each one a file with the mode that systemd gives it */
    private List<String> asSystemdStartsIt(String unit, Shell shell) throws IOException {
        Path folder = Files.createDirectories(home.resolve("credentials"));
        shell.with("CREDENTIALS_DIRECTORY", folder.toString());
        List<String> given = new ArrayList<>();
        for (String line : settings(unit)) {
            Matcher credential = CREDENTIAL.matcher(line);
            if (credential.matches()) given.add(credential.group(1));
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches())
                shell.with(variable.group(1), variable.group(2).replace("%d", folder.toString()));
        }
        for (String name : given) {
            Path file = Files.writeString(
                    folder.resolve(name), "127.0.0.1:" + EmbeddedServer.port() + ":*:asked:" + PASSWORD + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        }
        return given;
    }
}
