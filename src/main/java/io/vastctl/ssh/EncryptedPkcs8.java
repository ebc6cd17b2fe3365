package io.vastctl.ssh;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Opens {@code BEGIN ENCRYPTED PRIVATE KEY} (PKCS#8) with the JDK's own ciphers; the SSH library cannot. */
final class EncryptedPkcs8 {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ENCRYPTED PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END ENCRYPTED PRIVATE KEY-----");

    private EncryptedPkcs8() {}

    static boolean is(String text) {
        return text.contains("BEGIN ENCRYPTED PRIVATE KEY");
    }

    /** The same key without its lock, in PEM; empty if the passphrase does not fit. */
    static Optional<String> opened(String text, String passphrase) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) return Optional.empty();
        PBEKeySpec typed = new PBEKeySpec(passphrase.toCharArray());
        try {
            EncryptedPrivateKeyInfo locked =
                    new EncryptedPrivateKeyInfo(Base64.getMimeDecoder().decode(block.group(1)));
            // For PBES2 the name of the scheme stands in the parameters, such as PBEWithHmacSHA256AndAES_256.
            String scheme =
                    locked.getAlgName().equals("PBES2") || locked.getAlgName().equals("1.2.840.113549.1.5.13")
                            ? locked.getAlgParameters().toString()
                            : locked.getAlgName();
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme).generateSecret(typed),
                    locked.getAlgParameters());
            byte[] clear = locked.getKeySpec(cipher).getEncoded();
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(clear);
            return Optional.of("-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        } finally {
            typed.clearPassword();
        }
    }
}
