package io.vastctl.adapter.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.adapter.RunFiles;
import io.vastctl.lease.LeaseScript;
import io.vastctl.lease.LeaseTerms;
import io.vastctl.readiness.Probe;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VllmStartScriptTest {

    private static final String KEY = "0123456789abcdef";
    private static final List<String> SH = List.of("/bin/sh");

    @TempDir
    Path folder;

    private RunFiles files;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell here");
        Path odd = Files.createDirectory(folder.resolve("an odd 'name'"));
        files = new RunFiles(odd + "/cache", odd + "/private/curlrc", odd + "/vllm");
        Files.createDirectory(folder.resolve("bin"));
    }

    static Stream<List<String>> shells() {
        return Stream.of(SH, List.of("/bin/bash", "--posix"), List.of("/bin/bash"))
                .filter(shell -> Files.isExecutable(Path.of(shell.get(0))));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void startsVllmWithItsArgumentsWhateverTheyHold(List<String> shell) throws Exception {
        program("vllm", 3);
        String model = "it's \"odd\" $(touch pwned) `touch pwned` \\ ; & *\nsecond line @LOG@";

        start(shell, Reports.workload(model, List.of("--override", "{\"a b\": 'c'}", "", "$HOME", "--flag")));

        assertThat(arguments())
                .containsExactly(
                        "serve",
                        model,
                        "--host",
                        "0.0.0.0",
                        "--port",
                        "8000",
                        "--max-model-len",
                        "2048",
                        "--override",
                        "{\"a b\": 'c'}",
                        "",
                        "$HOME",
                        "--flag");
        assertThat(folder.resolve("pwned")).doesNotExist();
        assertThat(Path.of(files.exit())).hasContent("3");
    }

    @Test
    void fallsBackToTheModuleWhereVllmIsNotOnThePath() throws Exception {
        program("python3", 0);

        start(SH, Reports.workload("acme/model", List.of("--dtype", "half")));

        assertThat(arguments())
                .startsWith("-m", "vllm.entrypoints.openai.api_server", "--model", "acme/model", "--host")
                .endsWith("--dtype", "half");
    }

    @Test
    void theLogBeginsAnewWithAMarkerAndTheOldExitCodeIsGone() throws Exception {
        program("vllm", 0);
        Files.writeString(Path.of(files.log()), "an older run\n");
        Files.writeString(Path.of(files.exit()), "137\n");

        start(SH, Reports.workload("acme/model", List.of()));

        assertThat(Files.readString(Path.of(files.log())))
                .matches("vastctl: start \\d{10}\nstarting with \\S+/cache'?\nand an error\n");
        assertThat(Path.of(files.exit())).hasContent("0");
        assertThat(Files.readString(Path.of(files.pid())).strip()).matches("\\d+");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aSignalThatEndsTheServerIsNamedInTheLog(List<String> shell) throws Exception {
        write("vllm", "#!/bin/sh\nkill -9 $$\n");

        start(shell, Reports.workload("acme/model", List.of()));

        assertThat(Files.readString(Path.of(files.log()))).contains("vastctl: ended by signal 9\n");
        assertThat(Path.of(files.exit())).hasContent("137");
    }

    @Test
    void theDownloadIsHeldBackByVllmsOwnLockUntilItIsLetGo() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "no flock here");
        Workload workload = Reports.workload("acme/model", List.of());
        String lock = VllmHold.of(workload).orElseThrow().lock();
        // Nobody may touch the lock before it is taken: flock gives up at once. What it runs tells that it has it.
        write("sleep", "#!/bin/sh\n: > \"$TMPDIR/taken\"\nexec /bin/sleep \"$@\"\n");
        write("vllm", """
                #!/bin/sh
                tries=0
                until [ -e "$TMPDIR/taken" ] || [ $((tries += 1)) -gt 300 ]; do /bin/sleep 0.1; done
                flock -n "$TMPDIR/%s" echo free || echo held
                """.formatted(lock));

        start(SH, workload);

        assertThat(Files.readString(Path.of(files.log()))).contains("held");
        assertThat(run(SH, "flock -n \"$TMPDIR/" + lock + "\" echo free")).isEmpty();
        run(SH, VllmHold.release(files));
        assertThat(run(SH, "flock -w 5 \"$TMPDIR/" + lock + "\" echo free")).isEqualTo("free\n");
        assertThat(Path.of(files.hold())).doesNotExist();
    }

    @Test
    void theLockHasTheNameThatVllmGivesIt() throws Exception {
        String name = VllmHold.of(Reports.workload("TinyLlama/TinyLlama-1.1B-Chat-v1.0", List.of()))
                .orElseThrow()
                .lock();

        assertThat(name)
                .isEqualTo(run(SH, "printf %s TinyLlama-TinyLlama-1.1B-Chat-v1.0 | sha256sum | cut -c 1-64")
                                .strip()
                        + "TinyLlama-TinyLlama-1.1B-Chat-v1.0.lock");
    }

    @Test
    void nothingIsHeldBackThatIsNotFetchedToTheUsualPlace() {
        assertThat(VllmHold.of(Reports.workload("/models/mine", List.of()))).isEmpty();
        assertThat(VllmHold.of(Reports.workload("acme/model", List.of("--download-dir", "/data"))))
                .isEmpty();
        assertThat(VllmHold.of(Reports.workload("acme/model", List.of("--download_dir=/data"))))
                .isEmpty();
    }

    @Test
    void theKeyGoesOnlyIntoAFileThatNobodyElseReads() throws Exception {
        program("vllm", 0);
        Workload workload = Reports.workload("acme/model", List.of());

        start(SH, workload);

        Path curlrc = Path.of(files.curlrc());
        assertThat(curlrc).hasContent("header = \"Authorization: Bearer " + KEY + "\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(curlrc)))
                .isEqualTo("rw-------");
        assertThat(arguments()).noneMatch(argument -> argument.contains(KEY));
        assertThat(new VllmAdapter().startScript(workload)).doesNotContain(KEY);
    }

    @Test
    void aScriptThatIsTooLongForTheMarketplaceIsRefused() {
        Workload workload = Reports.workload("acme/model", List.of("x".repeat(4000)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VllmAdapter().startScript(workload))
                .withMessageContaining("shorten its arguments");
        assertThat(new VllmAdapter().startScript(Reports.workload("acme/model", List.of())))
                .hasSizeLessThan(2000);
    }

    @Test
    void fitsBehindTheLeaseWithRoomForArguments() {
        LeaseTerms terms = new LeaseTerms(Duration.ofMinutes(20), Instant.EPOCH, "https://console.vast.ai");
        Workload workload = Reports.workload("acme/model", List.of("--override", "x".repeat(350)));

        assertThat(LeaseScript.before(new VllmAdapter().startScript(workload), terms, "acme"))
                .hasSizeLessThan(4000);
    }

    @Test
    void theProcessProbeTellsLivingFromDeadFromNeverStarted() throws Exception {
        Probe process = new VllmProbes(files).on(8000).get(0);

        assertThat(run(SH, process.command())).isEqualTo("absent\n");
        Files.writeString(Path.of(files.pid()), ProcessHandle.current().pid() + "\n");
        assertThat(run(SH, process.command()))
                .isEqualTo("alive " + ProcessHandle.current().pid() + "\n");
        Files.writeString(Path.of(files.pid()), "99999999\n");
        assertThat(run(SH, process.command())).isEqualTo("exited unknown\n");
        Files.writeString(Path.of(files.exit()), "1\n");
        assertThat(run(SH, process.command())).isEqualTo("exited 1\n");
    }

    /** Whoever holds the lock for the download outlives the script, and may just be about to make its file. */
    @AfterEach
    void endTheHold() throws Exception {
        Path hold = Path.of(files.hold());
        if (!Files.exists(hold)) return;
        Optional<ProcessHandle> holder =
                ProcessHandle.of(Long.parseLong(Files.readString(hold).strip()));
        holder.ifPresent(ProcessHandle::destroyForcibly);
        if (holder.isPresent()) holder.get().onExit().get(10, TimeUnit.SECONDS);
    }

    /** Runs the script and waits for the server it leaves in the background. */
    private void start(List<String> shell, Workload workload) throws Exception {
        run(shell, new VllmStartScript(files).of(workload) + "\nwait\n");
    }

    private String run(List<String> shell, String script) throws Exception {
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of("-c", script));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin") + ":" + tools());
        builder.environment().put("VLLM_API_KEY", KEY);
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().put("ARGUMENTS", folder.resolve("arguments").toString());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static String tools() {
        return "/usr/bin:/bin";
    }

    private void program(String name, int exitCode) throws IOException {
        write(
                name,
                "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\0' \"$word\"; done > \"$ARGUMENTS\"\n"
                        + "echo \"starting with ${HF_HOME##* }\"\necho 'and an error' >&2\nexit " + exitCode + "\n");
    }

    private void write(String name, String script) throws IOException {
        Path program = folder.resolve("bin").resolve(name);
        Files.writeString(program, script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> arguments() throws IOException {
        String recorded = Files.readString(folder.resolve("arguments"));
        return List.of(recorded.substring(0, recorded.length() - 1).split("\0", -1));
    }
}
