import io.vastctl.adapter.vllm.VllmAdapter;
import io.vastctl.readiness.Circumstances;
import io.vastctl.readiness.Diagnosis;
import io.vastctl.readiness.LogLines;
import io.vastctl.readiness.LogReading;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads a made-up vLLM log of some megabytes as {@code vastctl diagnose} does, and prints how fast that went. */
public final class ClassifierBench {

    private static final String START =
            """
            INFO 10-09 08:00:00 [__init__.py:216] Automatically detected platform cuda.
            (APIServer pid=1) INFO 10-09 08:00:04 [api_server.py:1839] vLLM API server version 0.11.0
            (EngineCore_DP0 pid=118) INFO 10-09 08:00:21 [core.py:77] Initializing a V1 LLM engine (v0.11.0) with config: x
            (APIServer pid=1) INFO:     Application startup complete.
            """;

    private static final String[] LINES = {
        "(APIServer pid=1) INFO:     127.0.0.1:40000 - \"POST /v1/chat/completions HTTP/1.1\" 200 OK\n",
        "(APIServer pid=1) INFO 10-09 08:01:01 [loggers.py:127] Engine 000: Avg prompt throughput: 12.4 tokens/s, "
                + "Running: 3 reqs, Waiting: 0 reqs, GPU KV cache usage: 12.1%, Prefix cache hit rate: 0.0%\n",
        "(Worker_TP0 pid=240) WARNING 10-09 08:00:00 [fused_moe.py:1] Using default MoE config. Performance might be "
                + "sub-optimal!\n",
        "Capturing CUDA graph shapes:  53%|#####     | 36/67 [00:60<00:51,  1.66s/it]\r",
    };

    private static final String END =
            """
            (EngineCore_DP0 pid=118) ERROR 10-09 09:00:21 [core.py:710] EngineCore encountered a fatal error.
            (EngineCore_DP0 pid=118) ERROR 10-09 09:00:21 [core.py:710] torch.OutOfMemoryError: CUDA out of memory.
            """;

    public static void main(String[] args) throws IOException {
        long megabytes = Long.parseLong(args[0]);
        run(1);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = System.nanoTime();
        long cpuBegan = threads.getCurrentThreadCpuTime();
        long[] lines = run(megabytes);
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = (threads.getCurrentThreadCpuTime() - cpuBegan) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d MB, %d lines in %.1f s (%.1f s of CPU): %,.0f lines/s, %.1f MB/s; by CPU time %,.0f lines/s, %.1f MB/s;"
                        + " heap limit %d MB%n",
                megabytes,
                lines[0],
                seconds,
                cpu,
                lines[0] / seconds,
                megabytes / seconds,
                lines[0] / cpu,
                megabytes / cpu,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static long[] run(long megabytes) throws IOException {
        LogReading reading = new VllmAdapter().logReading().orElseThrow();
        long[] lines = {0};
        LogLines.read(new Made(megabytes * 1_000_000), (number, text) -> {
            lines[0]++;
            reading.line(number, text);
        });
        Diagnosis seen = reading.judge(Circumstances.UNKNOWN);
        String signature = seen.failure().orElseThrow().signature();
        if (!signature.equals("oom")) throw new IllegalStateException("found " + signature + " in place of oom");
        return lines;
    }

    /** The log, made while it is read. */
    private static final class Made extends InputStream {
        private final long size;
        private byte[] now = START.getBytes(StandardCharsets.UTF_8);
        private int at;
        private long given;
        private int line;
        private boolean ended;

        Made(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) {
            if (at == now.length && !next()) return -1;
            int count = Math.min(length, now.length - at);
            System.arraycopy(now, at, to, from, count);
            at += count;
            given += count;
            return count;
        }

        private boolean next() {
            if (ended) return false;
            ended = given >= size;
            StringBuilder block = new StringBuilder();
            while (!ended && block.length() < 50_000) block.append(LINES[line++ % LINES.length]);
            now = (ended ? END : block.toString()).getBytes(StandardCharsets.UTF_8);
            at = 0;
            return true;
        }
    }
}
