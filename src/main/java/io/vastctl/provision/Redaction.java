package io.vastctl.provision;

import io.vastctl.readiness.PatternSet;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Takes secrets out of text that is to be kept or handed on: those that are known, and what looks like one. */
public final class Redaction {

    private static final String HIDDEN = "[hidden]";
    /** Shorter values are flags and numbers; hiding them would tear words apart. */
    private static final int SHORTEST = 6;

    /** In quotes to the closing one, else to the next thing that cannot be in a key. */
    private static final String VALUE = "(?:(?<=\")[^\"\\n]{3,}|(?<=')[^'\\n]{3,}|[^\\s\"',;}&\\])]{6,})";

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|\\z)");
    /** The end of a key whose beginning was cut off. */
    private static final Pattern REST_OF_KEY =
            Pattern.compile("\\A(?:[A-Za-z0-9+/=]{1,76}\\r?\\n){1,80}-----END [A-Z0-9 ]*PRIVATE KEY-----");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{6,}");
    private static final Pattern TOKEN = Pattern.compile("\\b(?:hf_[A-Za-z0-9]{20,}|(?:sk-|vctl-|pk-|rk-)[\\w-]{16,}"
            + "|(?:ghp_|gho_|ghu_|ghs_|ghr_)\\w{16,}|github_pat_\\w{16,}|glpat-[\\w-]{16,}|nvapi-[\\w-]{16,}|xox[abp]-[\\w-]{10,}"
            + "|AKIA[0-9A-Z]{12,}|eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*)");
    /** {@code API_KEY=…}, {@code "apiKey": "…"}, {@code api_key=['…']}; a short number is no secret. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)([\\w.-]*(?:api[_-]?key|token|secret|passw(?:or)?d|passphrase|credential|private[_-]?key|access[_-]?key"
                    + "|[_-]key|[_-]pass|x-amz-signature|(?<=[?&])signature)"
                    + "(?![A-Za-z])[\\w.-]*[\"']?\\s*[:=]\\s*[\\[({]*[\"']?)(?!\\d{1,8}(?![\\w-]))" + VALUE);

    private static final Pattern FLAG =
            Pattern.compile("(?i)(--?[\\w-]*(?:api-?key|token|secret|password)[\\s=]+[\"']?)(?!-)" + VALUE);
    /** Whatever the scheme; a cookie is a key, too. */
    private static final Pattern HEADER =
            Pattern.compile("(?i)(\\b(?:authorization|(?:set-)?cookie)[\"']?\\s*[:=]\\s*[\"']?)[^\\n\"']{6,}");

    /** As Vast.ai's own keys are; a digest says so in front of it. */
    private static final Pattern LONG_HEX = Pattern.compile("(?<!sha256:)(?<![0-9a-fA-F])[0-9a-f]{64}(?![0-9a-fA-F])");

    private static final Pattern IN_ADDRESS = Pattern.compile("(://)[^\\s/@:]+:[^\\s/@]+@");

    /** One after the other, in this order. */
    private static final List<Rule> RULES = List.of(
            new Rule(PRIVATE_KEY, HIDDEN),
            new Rule(REST_OF_KEY, HIDDEN),
            new Rule(BEARER, "$1 " + HIDDEN),
            new Rule(TOKEN, HIDDEN),
            new Rule(HEADER, "$1" + HIDDEN),
            new Rule(NAMED, "$1" + HIDDEN),
            new Rule(FLAG, "$1" + HIDDEN),
            new Rule(LONG_HEX, HIDDEN),
            new Rule(IN_ADDRESS, "$1" + HIDDEN + "@"));

    private static final PatternSet ALL =
            new PatternSet(RULES.stream().map(Rule::pattern).toList());

    private record Rule(Pattern pattern, String with) {}

    private final List<String> known;

    private Redaction(List<String> known) {
        this.known = known;
    }

    /**
     * One that knows some secrets.
     *
     * @param known to be taken out wherever they stand
     */
    public static Redaction hiding(Collection<String> known) {
        return new Redaction(known.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                // Longest first: a short secret inside a long one must not break the long one's match.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text without them. To be cut afterwards, or half a key would slip through. */
    public String clean(String text) {
        String clean = text;
        for (String secret : known) clean = clean.replace(secret, HIDDEN);
        // What is put in holds none of the texts that this looks for, so one pass in front does for all.
        BitSet likely = ALL.candidates(clean);
        for (int i = likely.nextSetBit(0); i >= 0; i = likely.nextSetBit(i + 1))
            clean = RULES.get(i)
                    .pattern()
                    .matcher(clean)
                    .replaceAll(RULES.get(i).with());
        return clean;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Redaction[" + known.size() + " secrets]";
    }
}
