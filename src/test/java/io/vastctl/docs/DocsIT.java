package io.vastctl.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command block of the documentation is run on the packaged JAR, and shows what the page says. {@code
 * -Dvastctl.docs=cron,lease} runs the pages alone whose path contains one of these.
 */
class DocsIT {

    private static final Path JAR =
            Path.of(System.getProperty("vastctl.jar", "target/vastctl.jar")).toAbsolutePath();

    @TempDir
    static Path below;

    private static final Map<Page, Future<PageRun.Result>> RUNS = new LinkedHashMap<>();
    private static final ExecutorService TWO = Executors.newFixedThreadPool(2);

    @BeforeAll
    static void startAllPages() throws Exception {
        for (String program : List.of("bash", "curl", "ip", "python3", "unshare"))
            assumeTrue(succeeds("sh", "-c", "command -v " + program), "there is no " + program + " here; see .ci/run");
        assumeTrue(ShellSession.possible(), "this computer lets nobody make a network of their own");
        Path archive = Files.createDirectory(below.resolve("archive"));
        ProcessBuilder make =
                new ProcessBuilder(JAR.toString(), "archive").redirectOutput(ProcessBuilder.Redirect.DISCARD);
        make.environment().put("VASTCTL_ARCHIVE", archive.toString());
        assertThat(make.start().waitFor()).isZero();
        List<String> chosen = List.of(System.getProperty("vastctl.docs", "").split(",", -1));
        for (Path file : Page.all()) {
            if (chosen.stream().noneMatch(file.toString()::contains)) continue;
            Page page = Page.read(file);
            if (page.fences().isEmpty()) continue;
            Path own = Files.createDirectories(below.resolve("page" + RUNS.size()));
            RUNS.put(page, TWO.submit(() -> PageRun.of(page, Surroundings.make(page, own, JAR, archive))));
        }
    }

    @AfterAll
    static void stop() {
        TWO.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> showsWhatHappens() {
        return RUNS.entrySet().stream()
                .map(run -> dynamicTest(run.getKey().toString(), () -> {
                    PageRun.Result result = run.getValue().get();
                    assertThat(result.failures())
                            .as("%d commands were run", result.commands())
                            .withFailMessage(() -> "\n" + String.join("\n\n", result.failures()))
                            .isEmpty();
                }));
    }

    @Test
    void whatIsNotRunIsCountedAndSaysWhy() throws Exception {
        int commands = 0;
        StringBuilder notRun = new StringBuilder();
        int blocks = 0;
        for (Future<PageRun.Result> run : RUNS.values()) {
            PageRun.Result result = run.get();
            commands += result.commands();
            blocks += result.notRun().size();
            for (String each : result.notRun()) notRun.append("  ").append(each).append('\n');
            System.out.printf("docs: %s: %d commands, %d ms%n", result.page(), result.commands(), result.millis());
        }
        System.out.printf("docs: %d commands run; %d blocks not run:%n%s", commands, blocks, notRun);

        assertThat(commands).isPositive();
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
