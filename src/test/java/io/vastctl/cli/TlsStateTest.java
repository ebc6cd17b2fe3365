package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.memory.Database;
import io.vastctl.memory.EmbeddedServer;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Rentals;
import io.vastctl.memory.RunFilter;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.SpoolPlace;
import io.vastctl.memory.StateAddress;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.TlsServer;
import io.vastctl.time.FakeTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory on a server that speaks TLS, and on one that does not. */
class TlsStateTest {

    @TempDir
    static Path keys;

    private static TlsServer server;

    @TempDir
    Path home;

    private Shell shell;

    @BeforeAll
    static void start() {
        server = new TlsServer(keys);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    private Ran list(String url) {
        return shell.run("runs", "list", "--state", url);
    }

    private static void isOneLine(Ran ran) {
        assertThat(ran.err().strip().lines()).as(ran.err()).hasSize(1);
        assertThat(ran.err()).doesNotContain("\tat ", "internal error", "null");
    }

    @Test
    void aCertificateOfTheNamedAuthorityForTheNamedHostIsTrusted() {
        String url = server.url("localhost", "&sslmode=verify-full&sslrootcert=" + server.authority());

        shell.run("state", "check", "--state", url).exits(0).says("is sound: PostgreSQL");
        shell.run("bad-hosts", "add", "5", "--state", url).exits(0);
        assertThat(list(url).exits(0).err()).isEmpty();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        Ran ran = list(server.url("localhost", "&sslmode=verify-full&sslrootcert=" + server.stranger()));

        ran.refuses(2, "nobody who is trusted vouches for its certificate", "sslrootcert=FILE");
        isOneLine(ran);
        isOneLine(list(server.url("localhost", "&sslmode=verify-ca&sslrootcert=" + server.stranger()))
                .exits(2));
    }

    @Test
    void aCertificateForAnotherHostIsRefusedWhereTheHostIsToBeVerified() {
        Ran ran = list(server.url("127.0.0.1", "&sslmode=verify-full&sslrootcert=" + server.authority()));

        ran.refuses(2, "its certificate is for another host", "127.0.0.1");
        isOneLine(ran);
        list(server.url("127.0.0.1", "&sslmode=verify-ca&sslrootcert=" + server.authority()))
                .exits(0);
    }

    @Test
    void aServerWithoutEncryptionIsRefusedWhereItIsRequired() {
        Ran ran = list(EmbeddedServer.empty() + "&sslmode=require");

        ran.refuses(2, "does not offer the encryption that sslmode asks for", "ssl on in postgresql.conf");
        isOneLine(ran);
    }

    @Test
    void whatCannotBeSetUpIsNamed() {
        Ran missing = list(server.url("localhost", "&sslmode=verify-full&sslrootcert=" + home.resolve("none.pem")));
        missing.refuses(2, "the encryption cannot be set up here", "none.pem");
        isOneLine(missing);

        Ran unknown = list(server.url("localhost", "&sslmode=always"));
        unknown.refuses(2, "Invalid sslmode value: always");
        isOneLine(unknown);
    }

    @Test
    void withoutAWordOnItTheConnectionIsEncryptedIfTheServerOffersItAndPlainIfNot() throws Exception {
        list(server.url("127.0.0.1", "")).exits(0);
        assertThat(isEncrypted(server.url("127.0.0.1", ""))).isTrue();

        String plain = EmbeddedServer.empty();
        list(plain).exits(0);
        assertThat(isEncrypted(plain)).isFalse();
    }

    @Test
    void aServerThatAsksForACertificateLetsTheRightOneInAndNoOther() throws Exception {
        String url = server.urlOfCertified(home);
        server.handOut("client", home);
        list(url).exits(0);

        server.handOut("expired", home);
        Ran expired = list(url);
        expired.refuses(2, "the certificate that this side shows", "sslcert and sslkey");
        isOneLine(expired);
    }

    @Test
    void aServerThatIsShownNoCertificateSaysThatItWantsOne() {
        String url = server.url("127.0.0.1", "&sslmode=require").replace("user=postgres", "user=certified");

        Ran ran = list(url);

        ran.refuses(2, "it refused the login", "valid client certificate", "sslcert and sslkey");
        isOneLine(ran);
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsedAndThatIsNoServerThatIsAway() throws Exception {
        server.handOut("client", home);
        Files.setPosixFilePermissions(home.resolve("own.pk8"), PosixFilePermissions.fromString("rw-r--r--"));

        Ran ran = list(server.urlOfCertified(home));

        ran.refuses(2, "the encryption cannot be set up here", "own.pk8", "group or world access");
        isOneLine(ran);
    }

    @Test
    void aCertificateThatRunsOutDuringARunIsAServerThatIsAwayUntilThereIsANewOne() throws Exception {
        server.handOut("client", home);
        FakeTime wall = new FakeTime();
        SpoolPlace place = new SpoolPlace(home.resolve("server-1.db"), wall, wall, line -> {});
        StateAddress address = StateAddress.of(server.urlOfCertified(home));
        try (Database database = Database.open(address, Map.of(), wall, () -> true, Optional.of(place))) {
            RunHistory history = new RunHistory(database);
            history.begin(Rentals.run("connected", Origin.REAL, Rentals.START));

            server.handOut("expired", home);
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'certified'");
            history.begin(Rentals.run("refused", Origin.REAL, Rentals.START));
            assertThatThrownBy(() -> history.list(RunFilter.newest(10)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.away()).isTrue());

            server.handOut("client", home);
            assertThat(database.awaitServer(Duration.ofMinutes(2))).isTrue();
            assertThat(history.list(RunFilter.newest(10))).hasSize(2);
        }
    }

    private static boolean isEncrypted(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Test
    void aRunRentsNothingWhereTheServerCannotBeTrusted() throws Exception {
        shell.with("VASTCTL_STATE", server.url("127.0.0.1", "&sslmode=verify-full&sslrootcert=" + server.authority()));

        Ran ran = shell.simulate();

        ran.refuses(2, "its certificate is for another host");
        assertThat(ran.out()).isEmpty();
        assertThat(Files.exists(shell.database())).isFalse();
    }
}
