package io.vastctl.memory;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why a connection to a server is not encrypted as its address asks for. The driver has the code of a broken connection for
 * all of it (jdbc.postgresql.org/documentation/ssl), but waiting mends none of it.
 *
 * @param butItIs what is wrong, for people
 * @param remedy what to do
 */
record TlsTrouble(String butItIs, String remedy) {

    /** For a server that wants another certificate of this side, or one at all. */
    static final String OWN_CERTIFICATE =
            "see sslcert and sslkey in the address: a certificate of an authority that the"
                    + " server trusts, valid today, for that user";

    /** What the server says of it; the names are of RFC 8446, section 6, in the JDK's words. */
    private static final Pattern REFUSAL = Pattern.compile("Received fatal alert: "
            + "(bad_certificate|unsupported_certificate|certificate_\\w+|unknown_ca|access_denied|decrypt_error)");

    private static final List<String> FILES = List.of(
            "Could not open SSL",
            "Could not read SSL",
            "Could not decrypt SSL",
            "Could not load",
            "Could not initialize",
            "Could not read password for SSL",
            "Could not read permissions for private key",
            "Could not read ACL",
            "Loading the SSL",
            "Unable to find pkcs12",
            "Unable to retrieve the permissions of the private key",
            "private key file",
            "Private key file");

    /** @param reason what the driver said, one line */
    static Optional<TlsTrouble> of(SQLException e, String reason) {
        Optional<String> refusal = refusal(e);
        if (refusal.isPresent())
            return Optional.of(new TlsTrouble(
                    "it does not accept the certificate that this side shows (" + refusal.get() + ")",
                    OWN_CERTIFICATE));
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

    /** The driver's words for files with certificates or keys that it cannot use; it uses none that others may read. */
    private static boolean isOfAFile(String reason) {
        return FILES.stream().anyMatch(reason::startsWith);
    }

    /** The server's word for why it refuses our certificate; empty if it said nothing of it. */
    private static Optional<String> refusal(Throwable e) {
        return causes(e)
                .filter(SSLException.class::isInstance)
                .map(cause -> REFUSAL.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private static boolean isOfTheCertificate(Throwable e) {
        return causes(e)
                .anyMatch(
                        cause -> cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException);
    }

    /** It, and what it comes of. */
    static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(10);
    }
}
