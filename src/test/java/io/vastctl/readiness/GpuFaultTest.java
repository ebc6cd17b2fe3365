package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GpuFaultTest {

    private static final Path DOCUMENT = Path.of("docs/reference/gpu-check.md");

    @ParameterizedTest
    @EnumSource(GpuFault.class)
    void everyFindingIsDocumentedWithItsClassAndWhetherItCountsAtOnce(GpuFault fault) throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| ") && line.split("\\|", 3)[1].contains("`" + fault.code() + "`"))
                .toList();

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0)).contains(fault.failureClass().name());
        assertThat(rows.get(0).contains("`" + fault.code() + "` ²")).isEqualTo(fault.mayPass());
        assertThat(fault.with("seen").phase()).isEqualTo(Phase.GPU_CHECK);
    }
}
