package io.vastctl.adapter.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.readiness.Signature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterDocsTest {

    private static final String CLASS_NAME = "com.example.LlamaServerAdapter";

    @TempDir
    Path folder;

    @Test
    void theReferenceNamesEverySignatureWithItsClass() throws IOException {
        String page = Files.readString(Path.of("docs/reference/signatures.md"));

        for (Signature signature : VllmLogVerdict.SIGNATURES.signatures()) {
            assertThat(page).contains("| `" + signature.id() + "` | " + signature.failureClass() + " |");
        }
    }

    @Test
    void theExampleOfTheHowToCompilesAndWorksAsAPlugin() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "no compiler in this runtime");
        Path source = folder.resolve("LlamaServerAdapter.java");
        Files.writeString(source, example());
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int result = compiler.run(
                null,
                null,
                complaints,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
        assertThat(result).as(() -> complaints.toString(StandardCharsets.UTF_8)).isZero();

        AdapterCatalog catalog = AdapterCatalog.load(getClass().getClassLoader(), List.of(jar()));

        assertThat(catalog.problems()).isEmpty();
        ReadinessAdapter adapter = catalog.find("llama-server").orElseThrow();
        assertThat(adapter.assess(Reports.trusted().with("health", "200").report(), Optional.empty()))
                .isEqualTo(new Assessment.Ready());
    }

    private static String example() throws IOException {
        String page = Files.readString(Path.of("docs/how-to/write-an-adapter.md"));
        int start = page.indexOf("```java\n") + "```java\n".length();
        return page.substring(start, page.indexOf("```", start));
    }

    private Path jar() throws IOException {
        Path file = folder.resolve("llama-server.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + ReadinessAdapter.class.getName()));
            jar.write(CLASS_NAME.getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(CLASS_NAME.replace('.', '/') + ".class"));
            jar.write(Files.readAllBytes(folder.resolve(CLASS_NAME.replace('.', '/') + ".class")));
        }
        return file;
    }
}
