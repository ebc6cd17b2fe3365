package io.vastctl.simulator.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.simulator.Markets;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BoxShellTest {

    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";
    private final Contract contract = Markets.calm().rent(TINY);
    private final Instant up = contract.server().listeningAt().plusSeconds(1);
    private final Instant warming = contract.server().downloadFrom().plusMillis(1);

    private static String out(Contract contract, Instant now, String command) {
        return new BoxShell(contract, now).run(command).stdout();
    }

    @Test
    void theProcessIsAbsentThenAliveThenExited() {
        String probe = "if [ -f /tmp/vllm.exit ]; then echo exited; fi; pgrep -f vllm";
        Contract dead = Markets.calm().rent("just-a-name");

        assertThat(out(contract, contract.server().start().minusSeconds(1), probe))
                .isEqualTo("absent\n");
        assertThat(out(contract, up, probe))
                .isEqualTo("alive " + contract.server().pid() + "\n");
        assertThat(out(dead, dead.server().diedAt(), probe)).isEqualTo("exited 1\n");
    }

    @Test
    void healthIsRefusedUntilTheServerListens() {
        String probe = "curl -s -o /dev/null -m 5 -w '%{http_code}' http://127.0.0.1:8000/health";

        assertThat(new BoxShell(contract, warming).run(probe)).satisfies(answer -> {
            assertThat(answer.exit()).isEqualTo(7);
            assertThat(answer.stdout()).isEqualTo("000");
        });
        assertThat(new BoxShell(contract, up).run(probe)).isEqualTo(ShellAnswer.out("200"));
    }

    @Test
    void modelsAreListedForTheKeyOnly() {
        assertThat(out(contract, up, "curl -fsS -H \"Authorization: Bearer $K\" http://127.0.0.1:8000/v1/models"))
                .contains("\"id\":\"" + TINY + "\"");
        assertThat(new BoxShell(contract, up)
                        .run("curl -fsS http://127.0.0.1:8000/v1/models")
                        .exit())
                .isEqualTo(22);
    }

    @Test
    void nvidiaSmiAnswersTheFieldsThatWereAskedFor() {
        String line = out(
                contract,
                up,
                "nvidia-smi --query-gpu=index,name,memory.total,ecc.errors.uncorrected.volatile.total,"
                        + "clocks_event_reasons.hw_slowdown --format=csv,noheader,nounits");

        assertThat(line)
                .isEqualTo("0, NVIDIA GeForce " + contract.offer().text("gpu_name") + ", "
                        + contract.gpu().memoryMb() + ", [N/A], Not Active\n");
        assertThat(new BoxShell(contract, up)
                        .run("nvidia-smi --query-gpu=nonsense --format=csv")
                        .stdout())
                .contains("is not a valid field to query");
    }

    @Test
    void nvidiaSmiFailsUnderItsFaults() {
        Contract mismatch = Markets.with(Fault.SMI_MISMATCH).rent(TINY);
        Contract none = Markets.with(Fault.SMI_NO_DEVICES).rent(TINY);

        ShellAnswer answer = new BoxShell(mismatch, up).run("nvidia-smi -L");
        assertThat(answer.exit()).isEqualTo(18);
        assertThat(answer.stdout()).contains("Driver/library version mismatch");
        assertThat(new BoxShell(none, up).run("nvidia-smi -L").exit()).isEqualTo(6);
    }

    @Test
    void aSearchForTheDriverLibraryThatFindsNothingEndsAsGrepDoes() {
        Contract without = Markets.with(Fault.LIBCUDA_MISSING).rent(TINY);

        assertThat(new BoxShell(without, up)
                        .run("ldconfig -p | grep libcuda.so.1 || ls -d /lib/libcuda.so.1 | grep so"))
                .isEqualTo(ShellAnswer.fail(1, ""));
        assertThat(new BoxShell(without, up)
                        .run("ls /usr/lib/x86_64-linux-gnu/libcuda.so.1")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void diskAndCacheGrowWithTheDownload() {
        String du = "du -sb /root/.cache/huggingface 2>/dev/null";

        long before = Long.parseLong(out(contract, warming, du).split("\t", 2)[0]);
        long after = Long.parseLong(out(contract, up, du).split("\t", 2)[0]);

        assertThat(after - before).isGreaterThan(2_000_000_000L);
        assertThat(out(contract, up, "df -Pk /")).contains("Mounted on").contains("overlay");
    }

    @Test
    void otherLooksAreAnswered() {
        assertThat(out(contract, up, "echo vastctl-ok")).isEqualTo("vastctl-ok\n");
        assertThat(out(contract, up, "ldconfig -p | grep libcuda.so.1")).contains("libcuda.so.1");
        assertThat(out(contract, up, "awk '$4==\"0A\"' /proc/net/tcp /proc/net/tcp6 | grep -q :1F40 && echo listening"))
                .isEqualTo("listening\n");
        assertThat(out(contract, up, "cat /proc/1/environ")).contains("VASTCTL_MODEL=" + TINY + "\0");
        assertThat(out(contract, up, "tail -n 1 /tmp/vllm.log")).contains("Application startup complete.");
        assertThat(new BoxShell(contract, up).run("make coffee").exit()).isEqualTo(127);
    }

    @Test
    void aLookForAfterTheDeathSeesNothingBefore() {
        String probe = "[ -s /tmp/vllm.exit ] || exit 0; nvidia-smi 2>&1; df -Pk /; grep -H . /sys/x; exit 0";
        Contract dead = Markets.calm().rent("just-a-name");

        assertThat(new BoxShell(contract, up).run(probe)).isEqualTo(ShellAnswer.out(""));
        assertThat(out(dead, dead.server().diedAt(), probe))
                .contains("GPU 0: NVIDIA")
                .contains("overlay");
    }

    @Test
    void aBatchIsAnsweredInItsOwnFrame() {
        int size = contract.server().log(up).length;
        String script = """
                # vastctl-probes/1 n0nce
                vastctl_probe() { echo vastctl_probe x; }
                vastctl_probe echo 5 'echo it'\\''s
                here'
                vastctl_probe port 5 'make'
                vastctl_follow log 5 '/tmp/vllm.log' %d
                vastctl_follow gone 5 '/tmp/none' 0
                vastctl_done
                """.formatted(size - 4);

        String answer =
                new String(ProbeBatch.answer(script, new BoxShell(contract, up)).orElseThrow(), StandardCharsets.UTF_8);

        String follow = size + " " + (size - 4) + "\nte.\n";
        assertThat(answer)
                .isEqualTo("n0nce echo 0 9 0\nits\nhere\n"
                        + "n0nce port 127 0 17\nsh: 1: not found\n"
                        + "n0nce log 0 " + follow.length() + " 0\n" + follow
                        + "n0nce gone 1 0 0\nn0nce end\n");
    }

    @Test
    void anOffsetBeyondTheFileReadsItFromTheStart() {
        String script = "# vastctl-probes/1 n\nvastctl_follow log 5 '/tmp/vllm.log' 99999999\nvastctl_done\n";

        String answer =
                new String(ProbeBatch.answer(script, new BoxShell(contract, up)).orElseThrow(), StandardCharsets.UTF_8);

        assertThat(answer).contains("\n" + contract.server().log(up).length + " 0\n");
    }

    @Test
    void aPlainCommandIsNoBatch() {
        assertThat(ProbeBatch.answer("echo hello", new BoxShell(contract, up))).isEmpty();
    }
}
