package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternSetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fallen off the bus; fallen off the bus",
                "(?i)Driver Mismatch; driver mismatch",
                "one|another; another,one",
                "cuda ?>=; cuda",
                "ab+cdef; cdef",
                "start\\s+of the end; of the end",
                "error: (unrecognized|argument:); unrecognized,argument:",
                "NCCL:(WARN)? at; nccl:",
                "(?<!Local)EntryNotFoundError; entrynotfounderror",
                "a[bcd]efgh; efgh",
                "hex\\x20blank; hex blank",
                "cut\\.here; cut.here"
            })
    void aMatchHoldsOneOfTheseTexts(String pattern, String literals) {
        assertThat(Literals.of(pattern)).isEqualTo(Set.of(literals.split(",")));
    }

    @ParameterizedTest
    @CsvSource({"\\d+", "a*", "(one|\\d)", "[abc]", "(?:text)?", "'(?!never)'"})
    void somePatternsRequireNoText(String pattern) {
        assertThat(Literals.of(pattern)).isEmpty();
    }

    @Test
    void candidatesAreASupersetOfWhatIsFound() {
        List<Pattern> patterns = SignatureTable.forStatusMessages().signatures().stream()
                .map(Signature::pattern)
                .toList();
        PatternSet set = new PatternSet(patterns);

        for (String line : List.of(
                "docker: manifest unknown, and fallen off the bus",
                "TOOMANYREQUESTS: x",
                "nothing at all",
                "OCI runtime create failed: unresolvable CDI devices",
                "(ERR! ERR! | ERR!)")) {
            for (int i = 0; i < patterns.size(); i++) {
                if (patterns.get(i).matcher(line).find())
                    assertThat(set.candidates(line).get(i))
                            .as("%s in %s", patterns.get(i), line)
                            .isTrue();
            }
        }
        assertThat(set.candidates("nothing at all").cardinality()).isZero();
    }

    @Test
    void textsThatOverlapAreAllFound() {
        PatternSet set =
                new PatternSet(List.of(Pattern.compile("abcde"), Pattern.compile("bcd"), Pattern.compile("cdx")));

        assertThat(set.candidates("zabcdx").stream()).containsExactly(1, 2);
        assertThat(set.candidates("abcde").stream()).containsExactly(0, 1);
        assertThat(set.candidates("abc\u00e9de").stream()).isEmpty();
    }

    @Test
    void everySignatureHasATextToLookFor() {
        PatternSet set = new PatternSet(SignatureTable.forStatusMessages().signatures().stream()
                .map(Signature::pattern)
                .toList());

        assertThat(set.unfiltered()).isEmpty();
    }
}
