package io.vastctl.memory;

import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The certificate that this side shows to a server. A server that does not accept it says why and hangs up at once; the
 * client is still sending then, and what it sends into a closed connection often comes back before the reason does.
 *
 * @param shown whether there is one
 */
record OwnCertificate(boolean shown) {

    /** With a local server, one connection in three heard the reason. */
    private static final int TRIES = 6;

    /** One that the address names, or the one that the driver takes of itself (jdbc.postgresql.org/documentation/ssl). */
    static OwnCertificate of(String url) {
        Path usual = Path.of(System.getProperty("user.home", ""), ".postgresql");
        return new OwnCertificate(url.contains("sslcert=")
                || url.contains("sslkey=")
                || Stream.of("postgresql.crt", "postgresql.pk8").allMatch(name -> Files.exists(usual.resolve(name))));
    }

    /** Makes a connection. */
    @FunctionalInterface
    interface Dial {
        Connection connect() throws SQLException;
    }

    /** Tries a few times to hear why the server hangs up. */
    Connection connect(Dial dial) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return dial.connect();
            } catch (SQLException e) {
                if (tries >= TRIES || !isHungUp(e)) throw e;
            }
        }
    }

    private boolean isHungUp(SQLException e) {
        return shown
                && TlsTrouble.causes(e)
                        .anyMatch(cause -> cause instanceof SocketException && !(cause instanceof ConnectException));
    }

    /**
     * What to tell where the reason was never heard.
     *
     * @param reason what the driver said, one line
     */
    Optional<TlsTrouble> refused(SQLException e, String reason) {
        boolean inTheHandshake =
                TlsTrouble.causes(e).anyMatch(SSLException.class::isInstance) || reason.startsWith("SSL error: ");
        return isHungUp(e) && inTheHandshake
                ? Optional.of(new TlsTrouble(
                        "it hangs up on the certificate that this side shows (" + reason + ")",
                        TlsTrouble.OWN_CERTIFICATE))
                : Optional.empty();
    }
}
