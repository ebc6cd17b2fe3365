package io.vastctl.memory;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL that speaks TLS. Its certificate is for the name {@code localhost} and no other, from an authority of
 * this test; keytool of the JDK makes both.
 */
public final class TlsServer implements AutoCloseable {

    private static final String CERTIFIED = "certified";
    private static final String PASSWORD = "of-the-test";

    private final Path folder;
    private final EmbeddedPostgres server;

    /** @param folder empty */
    public TlsServer(Path folder) {
        this.folder = folder;
        try {
            EmbeddedServer.port();
            authority("ca");
            authority("stranger");
            keytool(
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-signer",
                    "ca",
                    "-dname",
                    "CN=server",
                    "-ext",
                    "san=dns:localhost");
            Files.writeString(folder.resolve("server.crt"), certificate("server"));
            Path key = folder.resolve("server.key");
            Files.writeString(key, privateKey("server"));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            for (String client : new String[] {"client", "expired"}) client(client);
            Path rules = folder.resolve("hba.conf");
            Files.writeString(
                    rules,
                    "hostssl all " + CERTIFIED + " all cert\nlocal all all trust\nhost all all 127.0.0.1/32 trust\n"
                            + "host all all ::1/128 trust\n");
            server = EmbeddedPostgres.builder()
                    .setServerConfig("hba_file", rules.toString())
                    .setServerConfig("ssl_ca_file", authority().toString())
                    .setServerConfig("fsync", "off")
                    .setServerConfig("ssl", "on")
                    .setServerConfig(
                            "ssl_cert_file", folder.resolve("server.crt").toString())
                    .setServerConfig("ssl_key_file", key.toString())
                    .start();
            execute("CREATE ROLE " + CERTIFIED + " LOGIN SUPERUSER");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As its administrator. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("127.0.0.1", ""));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One that is valid, and one that was until yesterday. */
    private void client(String name) throws IOException, GeneralSecurityException {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-signer",
                "ca",
                "-dname",
                "CN=" + CERTIFIED,
                "-startdate",
                name.equals("expired") ? "-3d" : "-1d");
        Files.writeString(folder.resolve(name + ".crt"), certificate(name));
        Path key = folder.resolve(name + ".pk8");
        Files.write(key, key(name));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private void authority(String name) throws IOException {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-ext", "bc:critical");
        Files.writeString(folder.resolve(name + ".pem"), certificate(name));
    }

    /** The certificate of the authority that the server's is of. */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /** Of an authority that knows nothing of the server. */
    public Path stranger() {
        return folder.resolve("stranger.pem");
    }

    /** Its address by that name of the host, with these parameters after the user. */
    public String url(String host, String parameters) {
        return "jdbc:postgresql://" + host + ":" + server.getPort() + "/postgres?user=postgres" + parameters;
    }

    /**
     * The address as a role that is let in with a certificate alone.
     *
     * @param own folder with {@code own.crt} and {@code own.pk8}; without those none is shown
     */
    public String urlOfCertified(Path own) {
        String files = "&sslcert=" + own.resolve("own.crt") + "&sslkey=" + own.resolve("own.pk8");
        return url("localhost", "&sslmode=verify-full&sslrootcert=" + authority() + files)
                .replace("user=postgres", "user=" + CERTIFIED);
    }

    /**
     * Puts a certificate with its key there.
     *
     * @param name {@code client}, which is valid, or {@code expired}
     */
    public void handOut(String name, Path own) throws IOException {
        for (String kind : List.of(".crt", ".pk8"))
            Files.copy(
                    folder.resolve(name + kind),
                    own.resolve("own" + kind),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
    }

    private String keytool(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        if (words[0].equals("-genkeypair")) command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
        command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Path said = folder.resolve("keytool.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            boolean well = process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
            String all = Files.readString(said, StandardCharsets.ISO_8859_1);
            if (!well) throw new IllegalStateException(all);
            return all;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path store() {
        return folder.resolve("keys.p12");
    }

    private String certificate(String name) throws IOException {
        return keytool("-exportcert", "-rfc", "-alias", name);
    }

    private byte[] key(String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
    }

    private String privateKey(String name) throws IOException, GeneralSecurityException {
        byte[] key = key(name);
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
