package io.vastctl.memory;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why a connection to a server is not encrypted as its address asks for. The driver has the code of a broken connection for
 * all of it (jdbc.postgresql.org/documentation/ssl), but waiting mends none of it.
 *
 * @param butItIs what is wrong, for people
 * @param remedy what to do
 */
record TlsTrouble(String butItIs, String remedy) {

    /** @param reason what the driver said, one line */
    static Optional<TlsTrouble> of(SQLException e, String reason) {
        if (isOfTheCertificate(e))
            return Optional.of(new TlsTrouble(
                    "nobody who is trusted vouches for its certificate (" + reason + ")",
                    "name the certificate of its authority with sslrootcert=FILE in the address"));
        if (reason.contains("could not be verified by hostnameverifier"))
            return Optional.of(
                    new TlsTrouble(
                            "its certificate is for another host (" + reason + ")",
                            "write the host as the certificate names it; if it names none of its own, somebody may stand between"));
        if (reason.startsWith("The server does not support SSL"))
            return Optional.of(new TlsTrouble(
                    "it does not offer the encryption that sslmode asks for (" + reason + ")",
                    "switch ssl on in postgresql.conf, or name the right server"));
        if (reason.startsWith("Invalid sslmode") || isOfAFile(reason))
            return Optional.of(new TlsTrouble(
                    "the encryption cannot be set up here (" + reason + ")",
                    "see sslmode, sslrootcert, sslcert and sslkey in the address"));
        return Optional.empty();
    }

    /** Of a file with certificates or keys that the address names. */
    private static boolean isOfAFile(String reason) {
        return reason.startsWith("Could not open SSL root certificate file")
                || reason.startsWith("Could not read SSL root certificate file")
                || reason.startsWith("Loading the SSL root certificate")
                || reason.startsWith("Could not load SSL certificate")
                || reason.startsWith("Could not read SSL key file")
                || reason.startsWith("Could not open SSL");
    }

    private static boolean isOfTheCertificate(Throwable e) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) return true;
            cause = cause.getCause();
        }
        return false;
    }
}
