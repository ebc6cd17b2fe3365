package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plug-in JARs of every sort of quality. */
@Timeout(60)
class PluginJarTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ProbeReport REPORT = new ProbeReport(Instant.EPOCH, Map.of());

    @TempDir
    Path folder;

    private AdapterCatalog load(Path... jars) {
        return AdapterCatalog.load(getClass().getClassLoader(), List.of(jars), SHORT);
    }

    private AdapterCatalog hurried(Path jar) {
        TimeLimit soon = new TimeLimit(SHORT);
        return AdapterCatalog.load(getClass().getClassLoader(), List.of(jar), soon, soon);
    }

    private ReadinessAdapter plugged(String members) {
        AdapterCatalog catalog = load(PluginSource.jar(folder, "mine", members));
        assertThat(catalog.problems()).isEmpty();
        return catalog.find("mine").orElseThrow();
    }

    /** The one line about the one thing that is wrong; what ships stays usable. */
    private String problem(Path jar) {
        return problem(load(jar));
    }

    private static String problem(AdapterCatalog catalog) {
        assertThat(catalog.ids()).contains("vllm", "http");
        assertThat(catalog.problems()).hasSize(1);
        assertThat(catalog.problems().get(0)).doesNotContain("\n");
        return catalog.problems().get(0);
    }

    @Test
    void aPluginLivesInALoaderOfItsOwnThatShowsTheContractAlone() throws Exception {
        ReadinessAdapter adapter = plugged("""
                public Duration startupWindow() {
                  StringBuilder seen = new StringBuilder();
                  for (String name : List.of("io.vastctl.workload.Workload", "io.vastctl.cli.Cli",
                      "io.vastctl.memory.Database", "okhttp3.OkHttpClient", "com.fasterxml.jackson.databind.JsonNode"))
                    try { Class.forName(name); seen.append("y"); } catch (ClassNotFoundException e) { seen.append("n"); }
                  if (!seen.toString().equals("ynnnn")) throw new IllegalStateException(seen.toString());
                  if (getClass().getClassLoader().getResource("io/vastctl/readiness/gpu.signatures") != null)
                    throw new IllegalStateException("sees resources");
                  SignatureTable.gpu();
                  return Duration.ofMinutes(3);
                }
                """);

        assertThat(adapter.startupWindow()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void twoPluginsMayHaveClassesOfTheSameName() {
        Path one = PluginSource.jar(folder, "one", "");
        Path two = PluginSource.jar(folder, "two", "");

        assertThat(load(one, two).ids()).contains("one", "two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "public Adapter() { throw new IllegalStateException(\"no\"); } | IllegalStateException: no",
                "static { if (true) throw new RuntimeException(\"boom\"); }    | boom",
                "static final Object X = deep(0); static Object deep(int n) { return deep(n + 1); } | StackOverflowError",
                "public String id() { return null; }                           | returned null",
                "public String id() { throw new NoClassDefFoundError(\"x/Y\"); } | NoClassDefFoundError: x/Y",
                "public String id() { return \"Not A Word\"; }                 | not a lower-case word",
                "public String id() { return \"vllm\"; }                       | the id vllm already belongs to"
            })
    void whatCannotBeLoadedIsOneLineAndNoMore(String members, String said) {
        assertThat(problem(PluginSource.jar(folder, "bad", members))).contains("bad.jar", said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public Adapter() { hang(); }",
                "static { hang(); }",
                "public String id() { hang(); return null; }"
            })
    void whatHangsWhileItIsLoadedIsOneLineToo(String members) {
        assertThat(problem(hurried(PluginSource.jar(folder, "bad", members))))
                .contains("bad.jar", "did not return within 0.3 s");
    }

    @Test
    void anotherVersionOfTheContractIsRefused() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        PluginSource.service(empty, "com.example.Gone");

        assertThat(problem(PluginSource.pack(empty, empty.resolve("META-INF"), folder.resolve("v9.jar"), "9")))
                .contains("v9.jar: is built for version 9 of the adapter contract; this vastctl has version 1");
    }

    @Test
    void aJarWithoutAnAdapterAndOneThatIsTornAreNamed() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(problem(PluginSource.pack(empty, empty, folder.resolve("none.jar"), "1")))
                .contains("none.jar: names no adapter");
        assertThat(problem(Files.writeString(folder.resolve("torn.jar"), "PK no archive")))
                .contains("torn.jar: not a readable JAR");
        assertThat(problem(Files.createDirectory(folder.resolve("folder.jar")))).contains("folder.jar");
    }

    @Test
    void aClassThatIsDamagedIsOneLine() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("damaged/plugged"));
        Files.writeString(classes.resolve("Adapter.class"), "no class");
        Path resources = Files.createDirectory(folder.resolve("resources"));
        PluginSource.service(resources, "plugged.Adapter");

        assertThat(problem(PluginSource.pack(folder.resolve("damaged"), resources, folder.resolve("d.jar"), "1")))
                .contains("ClassFormatError");
    }

    @Test
    void aFolderThatCannotBeReadIsOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("plugins"), "a file");

        assertThat(AdapterCatalog.ofFolder(getClass().getClassLoader(), file).problems())
                .singleElement()
                .asString()
                .contains("the plug-ins folder cannot be listed");
        assertThat(AdapterCatalog.ofFolder(getClass().getClassLoader(), folder.resolve("none"))
                        .problems())
                .isEmpty();
    }

    @Test
    void aFolderWithoutRightsIsOneLine() throws IOException {
        Path shut = Files.createDirectory(folder.resolve("shut"));
        Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(shut), "root may read everything");

        assertThat(AdapterCatalog.ofFolder(getClass().getClassLoader(), shut).problems())
                .hasSize(1);
        Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "throw new IllegalStateException(\"odd\\nlines\");      | threw IllegalStateException: odd lines at plugged.Adapter.assess",
                "throw new NoSuchMethodError(\"x\");                    | was it built for this version of vastctl?",
                "return assess(now, before);                            | threw StackOverflowError",
                "hang(); return null;      | did not return within 0.3 s",
                "return null;                                           | returned null",
                "throw new ServiceConfigurationError(\"s\");            | threw ServiceConfigurationError: s"
            })
    void whateverAssessDoesComesOutAsOneFault(String body, String said) {
        ReadinessAdapter adapter =
                plugged("public Assessment assess(ProbeReport now, Optional<ProbeReport> before) { " + body + " }");

        assertThatThrownBy(() -> adapter.assess(REPORT, Optional.empty()))
                .isInstanceOf(AdapterFault.class)
                .hasMessageStartingWith("adapter mine (mine.jar): assess() ")
                .hasMessageContaining(said)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "public String startScript(Workload w) { throw new RuntimeException(\"x\"); } | startScript() threw",
                "public List<Probe> probes(Workload w) { return null; }                       | probes() threw",
                "public Duration startupWindow() { return Duration.ofDays(9); }               | at most 24 h",
                "public List<Probe> probes(Workload w) { Probe p = Probe.run(\"a\", \"b\", Duration.ofSeconds(1)); return List.of(p, p); } | twice",
                "public List<Probe> probes(Workload w) { return List.of(Probe.run(\"gpu\", \"b\", Duration.ofSeconds(1))); } | one of vastctl's own",
                "public List<Probe> probes(Workload w) { return List.of(Probe.run(\"a\", \"b\", Duration.ofMinutes(9))); } | 30 s at most",
                "public String servedModel(Workload w) { hang(); return null; }  | servedModel() did not return"
            })
    void theTrialFindsWhatIsWrongBeforeAnythingIsRented(String members, String said) {
        assertThat(AdapterTrial.fault(plugged(members), WaitRig.WORKLOAD))
                .hasValueSatisfying(fault -> assertThat(fault).contains("adapter mine", said));
    }

    @Test
    void whatShipsPassesTheTrial() {
        AdapterCatalog catalog = AdapterCatalog.load(getClass().getClassLoader(), List.of());

        for (String id : catalog.ids())
            assertThat(AdapterTrial.fault(catalog.find(id).orElseThrow(), WaitRig.WORKLOAD))
                    .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public void line(long n, String t) { hang(); } | line() did not return within 0.3 s",
                "public void line(long n, String t) { throw new IllegalStateException(t); } | line() threw IllegalStateException: word",
                "public Diagnosis judge(Circumstances c) { return null; } | judge() returned null"
            })
    void aReaderOfLogsIsFencedInAsItsAdapterIs(String member, String said) {
        String rest = (member.contains("line(") ? "" : "public void line(long n, String t) {}")
                + (member.contains("judge(") ? "" : "public Diagnosis judge(Circumstances c) { return null; }")
                + "public Optional<Signature> signature(String id) { return Optional.empty(); }";
        ReadinessAdapter adapter = plugged("public Optional<LogReading> logReading() { return Optional.of("
                + "new LogReading() { " + member + rest + " }); }");
        LogReading reading = adapter.logReading().orElseThrow();
        reading.line(1, "word");

        assertThatThrownBy(() -> reading.judge(Circumstances.UNKNOWN))
                .isInstanceOf(AdapterFault.class)
                .hasMessageContaining("adapter mine (mine.jar): " + said);
    }
}
