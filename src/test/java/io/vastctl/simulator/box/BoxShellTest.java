package io.vastctl.simulator.box;

import static io.vastctl.simulator.box.Boxed.TINY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.adapter.vllm.VllmAdapter;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.readiness.Probe;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What our own probes see, and what every operator looks at. */
class BoxShellTest {

    private final Boxed up = Boxed.up();
    private final Boxed warming = Boxed.warming();

    private static Boxed rentedByUs(String model, Function<Contract, Instant> when) {
        Markets markets = Markets.calm();
        ObjectNode order = Markets.order("ours", model);
        order.put(
                "onstart",
                "log=/tmp/vllm.log pid=/tmp/vllm.pid exit=/tmp/vllm.exit\nset -- " + model
                        + " --host 0.0.0.0 --port 8000 --max-model-len 2048\nvllm serve \"$@\" &\n");
        markets.create(markets.goodOffer().path("id").asLong(), order);
        Contract contract = markets.market.living().get(0);
        return new Boxed(contract, markets, when.apply(contract));
    }

    private static String probe(String name) {
        Workload workload = new WorkloadCatalog(Path.of("no", "such", "folder")).find("tinyllama");
        return new VllmAdapter()
                .probes(workload).stream()
                        .filter(probe -> probe.name().equals(name))
                        .findFirst()
                        .map(Probe::command)
                        .orElseThrow();
    }

    @Test
    void theProcessProbeSeesItAbsentThenAliveThenExited() {
        String probe = probe("process");
        Boxed before = rentedByUs(TINY, contract -> contract.server().start().minusSeconds(1));
        Boxed alive = rentedByUs(TINY, contract -> contract.server().listeningAt());
        Boxed dead = rentedByUs("just-a-name", contract -> contract.server().diedAt());

        assertThat(before.out(probe)).isEqualTo("absent\n");
        assertThat(alive.out(probe))
                .isEqualTo("alive " + alive.contract.server().pid() + "\n");
        assertThat(dead.out(probe)).isEqualTo("exited 1\n");
    }

    @Test
    void withAStartScriptOfSomebodyElseTheEngineIsFoundByItsTitle() {
        int engine = up.contract.server().pid() + Processes.ENGINE_OFFSET;

        assertThat(up.out(probe("process"))).isEqualTo("alive " + engine + "\n");
    }

    @Test
    void healthIsRefusedUntilTheServerListens() {
        String probe = "curl -s -o /dev/null -m 5 -w '%{http_code}' http://127.0.0.1:8000/health";

        assertThat(warming.run(probe)).isEqualTo(new Boxed.Said(7, "000", ""));
        assertThat(up.run(probe)).isEqualTo(new Boxed.Said(0, "200", ""));
    }

    @Test
    void modelsAreListedForTheKeyOnly() {
        String url = " http://127.0.0.1:8000/v1/models";

        assertThat(up.out("K=secret-of-the-test; curl -fsS -H \"Authorization: Bearer $K\"" + url))
                .contains("\"id\":\"" + TINY + "\"");
        assertThat(up.run("curl -fsS" + url))
                .isEqualTo(new Boxed.Said(22, "", "curl: (22) The requested URL returned error: 401\n"));
        assertThat(up.out("curl -s -H 'Authorization: Bearer wrong'" + url)).isEqualTo("{\"error\":\"Unauthorized\"}");
        assertThat(rentedByUs(TINY, contract -> contract.server().listeningAt()).out(probe("models")))
                .contains("\"id\":\"" + TINY + "\"");
    }

    @Test
    void nvidiaSmiAnswersTheFieldsThatWereAskedFor() {
        String line = up.out("nvidia-smi --query-gpu=index,name,memory.total,ecc.errors.uncorrected.volatile.total,"
                + "clocks_event_reasons.hw_slowdown --format=csv,noheader,nounits");

        assertThat(line)
                .isEqualTo("0, NVIDIA GeForce " + up.contract.offer().text("gpu_name") + ", "
                        + up.contract.gpu().memoryMb() + ", [N/A], Not Active\n");
        assertThat(up.out("nvidia-smi --query-gpu=memory.total,utilization.gpu --format=csv"))
                .isEqualTo("memory.total [MiB], utilization.gpu [%]\n"
                        + up.contract.gpu().memoryMb() + " MiB, 0 %\n");
        assertThat(up.run("nvidia-smi --query-gpu=nonsense --format=csv"))
                .isEqualTo(new Boxed.Said(2, "Field \"nonsense\" is not a valid field to query.\n\n", ""));
    }

    @Test
    void theTableAndTheQueryTellTheSameMemory() {
        String used = up.out("nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits")
                .strip();
        String before = warming.out("nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits")
                .strip();

        assertThat(up.out("nvidia-smi"))
                .contains(used + "MiB / " + up.contract.gpu().memoryMb() + "MiB");
        assertThat(up.out("nvidia-smi").lines().skip(1).filter(line -> !line.isBlank()))
                .allSatisfy(line -> assertThat(line).hasSize(91));
        assertThat(Integer.parseInt(used)).isGreaterThan(10_000);
        assertThat(Integer.parseInt(before)).isLessThan(100);
    }

    @Test
    void nvidiaSmiFailsUnderItsFaults() {
        Boxed.Said answer = Boxed.with(Fault.SMI_MISMATCH).run("nvidia-smi -L");

        assertThat(answer.exit()).isEqualTo(18);
        assertThat(answer.out()).contains("Driver/library version mismatch");
        assertThat(Boxed.with(Fault.SMI_NO_DEVICES).run("nvidia-smi"))
                .isEqualTo(new Boxed.Said(6, "No devices were found\n", ""));
    }

    @Test
    void aSearchForTheDriverLibraryThatFindsNothingEndsAsGrepDoes() {
        Boxed without = Boxed.with(Fault.LIBCUDA_MISSING);

        assertThat(without.run("PATH=$PATH:/sbin; ldconfig -p 2>/dev/null | grep libcuda.so.1"
                        + " || ls -d /usr/lib/*/libcuda.so.1 /usr/lib/libcuda.so.1 2>/dev/null | grep libcuda.so.1"))
                .isEqualTo(new Boxed.Said(1, "", ""));
        assertThat(without.run("ls /usr/lib/x86_64-linux-gnu/libcuda.so.1").exit())
                .isEqualTo(2);
        assertThat(up.out("ldconfig -p | grep libcuda.so.1"))
                .isEqualTo("\tlibcuda.so.1 (libc6,x86-64) => /usr/lib/x86_64-linux-gnu/libcuda.so.1\n");
    }

    @Test
    void diskCacheAndNetworkGrowWithTheDownload() {
        List<String> gauges = List.of(
                "du -sb /root/.cache/huggingface | cut -f1",
                "df -B1 --output=used / | tail -n 1 | tr -d ' '",
                "awk '/eth0/ {print $2}' /proc/net/dev");

        assertThat(gauges)
                .allSatisfy(gauge -> assertThat(Long.parseLong(up.out(gauge).strip())
                                - Long.parseLong(warming.out(gauge).strip()))
                        .isGreaterThan(2_000_000_000L));
        assertThat(up.out("df -Pk /")).contains("1024-blocks", "Mounted on", "overlay");
    }

    @Test
    void theListeningPortIsSeenByAllWhoLook() {
        String awk = "awk '$4==\"0A\"' /proc/net/tcp /proc/net/tcp6 | grep -q :1F40 && echo listening";

        assertThat(up.out(awk)).isEqualTo("listening\n");
        assertThat(up.out("ss -ltnp"))
                .contains("0.0.0.0:8000")
                .contains("pid=" + up.contract.server().pid());
        assertThat(up.out("netstat -tlnp | grep :8000")).contains("LISTEN");
        assertThat(warming.out(awk)).isEmpty();
        assertThat(warming.out("ss -tln")).doesNotContain("8000");
    }

    @Test
    void theContainersEnvironmentIsInItsFirstProcessAndNotInTheSession() {
        String first = up.out("tr '\\0' '\\n' < /proc/1/environ");

        assertThat(first)
                .contains("VASTCTL_MODEL=" + TINY + "\n")
                .contains("CONTAINER_ID=" + up.contract.id() + "\n")
                .contains("VAST_TCP_PORT_8000=" + up.contract.ports().get(8000) + "\n")
                .containsPattern("CONTAINER_API_KEY=[0-9a-f]{64}\n");
        assertThat(up.out("env")).contains("HOME=/root").doesNotContain("CONTAINER_ID", "VASTCTL_MODEL");
        assertThat(up.out("echo \"[$VASTCTL_MODEL]\"")).isEqualTo("[]\n");
    }

    @Test
    void psShowsTheServerAndItsEngine() {
        int pid = up.contract.server().pid();

        assertThat(up.out("ps aux | grep -v grep | grep VLLM")).contains("VLLM::EngineCore");
        assertThat(up.out("ps -ef | awk '/vllm serve/ {print $2}' | head -n 1")).isEqualTo(pid + "\n");
        assertThat(up.out("pgrep -f 'vllm serve'")).isEqualTo(pid + "\n");
        assertThat(up.out("ps -o pid=,comm= -p " + (pid + 71)).strip()).endsWith("VLLM::EngineCor");
        assertThat(warming.out("ps aux")).contains("/usr/local/bin/vllm serve " + TINY);
    }

    @Test
    void aKilledServerIsDeadForAllWhoLook() {
        Boxed ours =
                rentedByUs(TINY, contract -> contract.server().listeningAt().plusSeconds(9));

        assertThat(ours.run("kill $(cat /tmp/vllm.pid)").exit()).isZero();

        assertThat(ours.out(probe("process"))).isEqualTo("exited 143\n");
        assertThat(ours.run("curl -s http://127.0.0.1:8000/health").exit()).isEqualTo(7);
        assertThat(ours.run("pgrep -f vllm").exit()).isEqualTo(1);
        assertThat(ours.out("tail -n 1 /tmp/vllm.log")).isEqualTo("vastctl: ended by signal 15\n");
        assertThat(ours.out("nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits"))
                .isEqualTo("4\n");
    }

    @Test
    void anUnknownCommandIsNotFound() {
        assertThat(up.run("make coffee")).isEqualTo(new Boxed.Said(127, "", "bash: line 1: make: command not found\n"));
    }

    @Test
    void theLookAfterADeathSeesNothingBefore() {
        String probe = probe("autopsy");

        assertThat(up.run(probe)).isEqualTo(new Boxed.Said(0, "", ""));
        assertThat(rentedByUs("just-a-name", contract -> contract.server().diedAt())
                        .out(probe))
                .contains("NVIDIA-SMI")
                .contains("overlay")
                .contains("/sys/fs/cgroup/memory.events:oom_kill 0");
    }

    @Test
    void aBatchIsAnsweredInItsOwnFrame() {
        int size = up.contract.server().log(up.time.instant()).length;
        String script = """
                # vastctl-probes/1 n0nce
                vastctl_probe() { echo vastctl_probe x; }
                vastctl_probe echo 5 'echo "it'\\''s
                here"'
                vastctl_probe late 5 'sleep 9; echo never'
                vastctl_follow log 5 '/tmp/vllm.log' %d
                vastctl_follow gone 5 '/tmp/none' 0
                vastctl_done
                """.formatted(size - 4);

        String follow = size + " " + (size - 4) + "\nte.\n";
        assertThat(up.exec(script))
                .isEqualTo("n0nce echo 0 10 0\nit's\nhere\n"
                        + "n0nce late 124 0 0\n"
                        + "n0nce log 0 " + follow.length() + " 0\n" + follow
                        + "n0nce gone 1 0 24\nno such file: /tmp/none\nn0nce end\n");
    }

    @Test
    void anOffsetBeyondTheFileReadsItFromTheStart() {
        String script = "# vastctl-probes/1 n\nvastctl_follow log 5 '/tmp/vllm.log' 99999999\nvastctl_done\n";

        assertThat(up.exec(script)).contains("\n" + up.contract.server().log(up.time.instant()).length + " 0\n");
    }

    @Test
    void onASlowBoxTheBatchTakesAsLongAsItsSlowestProbe() {
        Boxed slow = Boxed.with(Fault.SLOW_BOX);
        Instant before = slow.time.instant();

        String answer =
                slow.exec("# vastctl-probes/1 n\n" + "vastctl_probe a 2 'echo a'\n".repeat(12) + "vastctl_done\n");

        assertThat(answer).contains("n a 124 0 0\n");
        assertThat(Duration.between(before, slow.time.instant()))
                .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_400));
    }

    @Test
    void theLogGrowsWhileItIsFollowed() {
        Boxed box = Boxed.warming();

        Boxed.Said said = box.run("timeout 600 tail -n 1 -f /tmp/vllm.log");

        assertThat(said.exit()).isEqualTo(124);
        assertThat(said.out()).contains("Application startup complete.");
        assertThat(box.out("cat /tmp/vllm.log").getBytes(StandardCharsets.UTF_8))
                .isEqualTo(box.contract.server().log(box.time.instant()));
    }
}
