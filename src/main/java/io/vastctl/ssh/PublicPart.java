package io.vastctl.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Finds the public half of a key whose private half is locked. */
final class PublicPart {

    private static final Pattern OPENSSH =
            Pattern.compile("-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END OPENSSH PRIVATE KEY-----");
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    private PublicPart() {}

    /** From the key file itself where its format says it (OpenSSH's does), else from the {@code .pub} file beside it. */
    static Optional<PublicKey> of(Path path, String text) {
        return inside(text).or(() -> beside(path));
    }

    /** OpenSSH, PROTOCOL.key: magic, cipher, KDF, KDF options, number of keys, then the public keys in clear. */
    private static Optional<PublicKey> inside(String text) {
        Matcher openSsh = OPENSSH.matcher(text);
        if (!openSsh.find()) return Optional.empty();
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(openSsh.group(1));
            if (bytes.length < MAGIC.length || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC))
                return Optional.empty();
            ByteArrayBuffer buffer = new ByteArrayBuffer(bytes, MAGIC.length, bytes.length - MAGIC.length);
            for (int i = 0; i < 3; i++) buffer.getBytes();
            return buffer.getInt() < 1 ? Optional.empty() : Optional.ofNullable(buffer.getPublicKey());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> beside(Path path) {
        Path pub = path.resolveSibling(path.getFileName() + ".pub");
        try {
            String line = Files.readString(pub).lines().findFirst().orElse("");
            return Optional.ofNullable(PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
