package io.vastctl.lease;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lease together with the start script that it covers. */
class LeaseInFrontTest {

    private static final Instant SINCE = Instant.ofEpochSecond(Box.START);
    private static final LeaseTerms TERMS = new LeaseTerms(ofMinutes(20), SINCE, "https://console.vast.ai");

    @TempDir
    Path folder;

    @Test
    void standsBeforeTheStartScriptButAfterTheLineThatNamesTheShell() {
        String lease = LeaseScript.of(TERMS);

        assertThat(LeaseScript.before("serve\n", TERMS, "tiny")).isEqualTo(lease + "serve\n");
        assertThat(LeaseScript.before("#!/bin/bash -e\nserve\n", TERMS, "tiny"))
                .isEqualTo("#!/bin/bash -e\n" + lease + "serve\n");
        assertThat(LeaseScript.before("#!/usr/bin/env sh\n", TERMS, "tiny")).isEqualTo("#!/usr/bin/env sh\n" + lease);
        assertThat(LeaseScript.before("", TERMS, "tiny")).isEqualTo(lease);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#!/usr/bin/env python3\nprint()\n", "#!/bin/fish\n"})
    void aStartScriptForNoPosixShellIsRefused(String script) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeaseScript.before(script, TERMS, "odd"))
                .withMessageContainingAll("workload odd", "--no-lease");
    }

    @Test
    void whatIsTooLongIsRefusedWithTheNumbers() {
        int room = 4000 - LeaseScript.of(TERMS).length();

        assertThat(LeaseScript.before("x".repeat(room - 1), TERMS, "long")).hasSize(3999);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeaseScript.before("x".repeat(room), TERMS, "long"))
                .withMessage("the start script of workload long has " + room + " characters, with the lease 4000;"
                        + " 4000 is too many: shorten its arguments, or use --no-lease");
        assertThat(room).as("characters left for a start script").isGreaterThan(1700);
    }

    @Test
    void whoPlaysTheMachineReadsTheTermsBack() {
        assertThat(LeaseScript.termsIn(LeaseScript.before("vllm serve\n", TERMS, "tiny")))
                .contains(TERMS);
        assertThat(LeaseScript.termsIn("vllm serve\n")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.vastctl.lease.Box#shells")
    void theStartScriptRunsAsIfTheLeaseWereNotThere(String shell) throws Exception {
        try (Box box = new Box(folder, shell)) {
            String script = LeaseScript.before("wait; set; echo done\n", box.terms(ofMinutes(20), 0), "tiny");

            // The loop has other places here. A start script that waits for its children does not wait for the loop.
            script = script.replace("/root/.vastctl-lease", folder + "/lease")
                    .replace("/var/log/vastctl-lease.log", folder + "/lease.log");

            assertThat(box.start(script, 1)).endsWith("done\n").doesNotContain("vastctl", "lease=");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://console.vast.ai",
                "https://console.vast.ai/",
                "https://proxy.example:8443/vast/api_1",
                "http://127.0.0.1:8080",
                "http://localhost:1",
                "http://[::1]:1/"
            })
    void carriesAnAddressThatIsPlain(String api) {
        assertThat(LeaseScript.termsIn(LeaseScript.of(new LeaseTerms(ofMinutes(20), SINCE, URI.create(api)))))
                .hasValueSatisfying(terms -> assertThat(api).startsWith(terms.api()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://console.vast.ai",
                "http://127.0.0.1.example.com",
                "ftp://console.vast.ai",
                "https://user:pass@console.vast.ai",
                "https://console.vast.ai/?a=b",
                "https://console.vast.ai/#x",
                "https://console.vast.ai/'; touch pwned; '",
                "https://console.vast.ai/$(touch pwned)",
                "https://console.vast.ai/`id`",
                "https://console.vast.ai/a b",
                "https://console.vast.ai/\nid",
                "https://console.vast.ai\n",
                "https://console.vast.ai/%20",
                "https://console.vast.ai/{a,b}",
                "https://k\u00e4se.example",
                "https:///x",
                ""
            })
    void refusesAnAddressThatAScriptOrTheKeyMustNotMeet(String api) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseTerms(ofMinutes(20), SINCE, api))
                .withMessageStartingWith("the lease cannot carry this API address");
    }

    @Test
    void aLeaseLastsFromTwoMinutesToNinetyDays() {
        assertThat(new LeaseTerms(ofMinutes(2), SINCE, "https://x").length()).isEqualTo(ofMinutes(2));
        assertThat(new LeaseTerms(ofDays(90), SINCE, "https://x").length()).isEqualTo(ofDays(90));
        assertThatIllegalArgumentException().isThrownBy(() -> new LeaseTerms(ofSeconds(119), SINCE, "https://x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseTerms(ofDays(90).plusSeconds(1), SINCE, "https://x"));
    }
}
