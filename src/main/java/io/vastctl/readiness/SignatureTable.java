package io.vastctl.readiness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Known causes of failure in order: host evidence first, a cause before its symptoms. The first
 * signature in table order that is found anywhere in a text decides, wherever in the text it stands.
 */
public final class SignatureTable {

    /**
     * A signature that was found.
     *
     * @param evidence the line that matched with at most one line on either side, 600 characters at most
     */
    public record Match(Signature signature, String evidence) {}

    private final List<Signature> signatures;

    private SignatureTable(List<Signature> signatures) {
        Set<String> ids = new HashSet<>();
        for (Signature signature : signatures) {
            if (!ids.add(signature.id()))
                throw new IllegalArgumentException("two signatures have the id " + signature.id());
        }
        this.signatures = List.copyOf(signatures);
    }

    /** Faults of GPU hardware and driver, as nvidia-smi, CUDA and the kernel log name them. */
    public static SignatureTable gpu() {
        return fromResource(SignatureTable.class, "gpu.signatures");
    }

    /** For the kernel's log: GPU faults, then what it did to our own processes. */
    public static SignatureTable forKernelLogs() {
        return gpu().then(kernel());
    }

    /** What the kernel does to a process, and a server's log shows of it. */
    public static SignatureTable kernel() {
        return fromResource(SignatureTable.class, "kernel.signatures");
    }

    /** For the free text that Vast.ai shows with an instance: GPU, then container runtime and host. */
    public static SignatureTable forStatusMessages() {
        return gpu().then(fromResource(SignatureTable.class, "container.signatures"));
    }

    /**
     * Reads a table from a resource beside a class.
     *
     * @throws IllegalArgumentException naming file and line if the text is malformed
     */
    public static SignatureTable fromResource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) throw new IllegalArgumentException("no resource " + name + " beside " + beside.getName());
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /**
     * Reads a table in the format of docs/reference/signatures.md.
     *
     * @param file the name to use in error messages
     * @throws IllegalArgumentException naming file and line if the text is malformed
     */
    public static SignatureTable parse(String file, String text) {
        return new SignatureTable(new SignatureParser(file).parse(text));
    }

    /** This table, then the other. */
    public SignatureTable then(SignatureTable other) {
        List<Signature> both = new ArrayList<>(signatures);
        both.addAll(other.signatures);
        return new SignatureTable(both);
    }

    /** The first signature in table order that the text shows. Lines may end in {@code \n} or {@code \r\n}. */
    public Optional<Match> firstMatch(String text) {
        for (Signature signature : signatures) {
            Matcher found = signature.pattern().matcher(text);
            if (found.find()) return Optional.of(new Match(signature, Evidence.around(text, found.start())));
        }
        return Optional.empty();
    }

    public List<Signature> signatures() {
        return signatures;
    }
}
