package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The release workflow does what CONTRIBUTING.md says, with scripts that everybody can run. */
class ReleaseTest {

    private final JsonNode workflow;
    private final List<String> commands = new ArrayList<>();

    ReleaseTest() throws Exception {
        workflow = new YAMLMapper().readTree(Files.readString(Path.of(".github/workflows/release.yml")));
        for (JsonNode job : workflow.path("jobs"))
            for (JsonNode step : job.path("steps"))
                if (step.has("run")) commands.add(step.path("run").asText());
    }

    @Test
    void aTagStartsItAndItsRightsAreTheLeast() {
        // YAML reads "on" as a word here, other readers as true.
        assertThat(workflow.path("on").path("push").path("tags").get(0).asText())
                .isEqualTo("v*");
        assertThat(workflow.path("permissions").path("contents").asText()).isEqualTo("read");
        assertThat(workflow.path("jobs")
                        .path("publish")
                        .path("permissions")
                        .path("contents")
                        .asText())
                .isEqualTo("write");
        assertThat(workflow.path("jobs").path("publish").path("needs").asText()).isEqualTo("build");
    }

    @Test
    void everythingIsTestedInstalledAndBuiltTwiceBeforeItIsPublished() {
        assertThat(String.join("\n", commands))
                .containsSubsequence(
                        ".ci/run",
                        "src/build/reproduce",
                        "src/build/release \"$GITHUB_REF_NAME\"",
                        "src/build/deb-in-chroot",
                        "sha256sum -c SHA256SUMS",
                        "gh release create");
    }

    @Test
    void theScriptsItRunsAreThere() {
        for (String script : List.of(".ci/run", "src/build/reproduce", "src/build/release", "src/build/deb-in-chroot"))
            assertThat(Path.of(script)).isExecutable();
    }

    @Test
    void aReleaseHoldsJarPackagePartsListInstallerAndChecksums() throws Exception {
        String script = Files.readString(Path.of("src/build/release"));

        assertThat(script)
                .contains("target/vastctl.jar", "_all.deb", "target/vastctl.cdx.json", "install.sh", "LICENSE")
                .contains("SHA256SUMS", "-Pdeb,sbom");
    }
}
