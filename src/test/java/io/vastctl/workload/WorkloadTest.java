package io.vastctl.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.config.WorkloadCatalog;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final Workload DEFINED = new WorkloadCatalog(Path.of("none")).find("tinyllama");

    @Test
    void asDefinedItIsBarredByItsName() {
        assertThat(DEFINED.barredAs()).isEqualTo("tinyllama");
        assertThat(DEFINED.withImage(DEFINED.image()).withModel(DEFINED.model()).barredAs())
                .isEqualTo("tinyllama");
    }

    @Test
    void withAnotherImageOrModelItIsBarredAsThat() {
        assertThat(DEFINED.withImage("other:1").barredAs()).isEqualTo("tinyllama --image other:1");
        assertThat(DEFINED.withModel("org/m").barredAs()).isEqualTo("tinyllama --model org/m");
        assertThat(DEFINED.withModel("org/m").withImage("other:1").barredAs())
                .isEqualTo(DEFINED.withImage("other:1").withModel("org/m").barredAs())
                .isEqualTo("tinyllama --image other:1 --model org/m");
    }

    @Test
    void itsPastIsThatOfItsNameImageAndModel() {
        assertThat(DEFINED.withImage("other:1").version())
                .isEqualTo(new WorkloadVersion("tinyllama", "other:1", DEFINED.model()));
    }

    @Test
    void withoutSecretsItIsBarredAsBefore() {
        Workload other = DEFINED.withImage("other:1");

        assertThat(other.withoutSecrets().barredAs()).isEqualTo(other.barredAs());
        assertThat(other.withoutSecrets().passEnvironment()).isEmpty();
    }
}
