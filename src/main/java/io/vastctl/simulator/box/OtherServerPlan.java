package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Order;
import io.vastctl.simulator.market.Registry;
import io.vastctl.simulator.market.ServerKind;
import io.vastctl.simulator.market.ServerRun;
import io.vastctl.simulator.market.ServerStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Walks a server other than vLLM through import, download, load and listening. The dice are its own. */
final class OtherServerPlan {

    private static final double LOAD_GB_PER_SECOND = 0.8;

    private final Chance chance;
    private final ServerStart start;
    private final Order order;
    private final ServerKind kind;
    private final ServerTexts texts;
    private final int pid;
    private final List<ServerRun.Line> lines = new ArrayList<>();
    private Instant now;

    private OtherServerPlan(Chance chance, ServerStart start) {
        this.chance = chance;
        this.start = start;
        this.order = start.order();
        this.kind = order.server();
        this.texts = ServerTexts.of(kind);
        this.pid = 200 + (int) chance.between(0, 700, "other pid", start.contractId());
        this.now = start.at();
        String head = order.logHead(now);
        if (!head.isEmpty()) lines.add(new ServerRun.Line(now, head));
    }

    static ServerRun walk(Chance chance, ServerStart start) {
        return new OtherServerPlan(chance, start).plan();
    }

    private ServerRun plan() {
        pass(dice(2, 6, "other import"));
        if (start.gpu().has(Fault.LIBCUDA_MISSING) || start.gpu().has(Fault.SMI_MISMATCH)) return dead("no-driver");
        say("started");
        Instant open = now.plusMillis(500);
        if (start.gpu().has(Fault.HF_DNS)) return dead("no-dns");
        if (isUnknown() || start.gpu().has(Fault.FILES_SPOILT)) return dead("no-model");
        Instant from = now;
        double room = order.diskGb() - start.imageGb();
        double arriving = Math.min(start.modelGb(), room);
        double rate = start.gpu().downloadMegabytesPerSecond(start.lineMbps());
        pass(Math.max(0, arriving - start.cachedGb()) * 1000 / rate);
        Instant to = now;
        long bytes = (long) (Math.max(0, arriving) * 1e9);
        if (arriving < start.modelGb()) return ended("disk-full", from, to, bytes);
        say("downloaded");
        if (kind == ServerKind.LLAMA_SERVER) open = now.plusSeconds(1);
        if (start.gpu().has(Fault.CUDA_UNKNOWN) || start.gpu().has(Fault.NO_KERNEL_IMAGE))
            return ended("no-kernel-image", from, to, bytes);
        boolean taken = start.gpu().has(Fault.GPU_MEMORY_TAKEN);
        if (taken || start.modelGb() + ServerPlan.OVERHEAD_GB > start.gpu().memoryGb() * 0.9)
            return ended("out-of-memory", from, to, bytes);
        pass(Math.max(2, start.modelGb() / LOAD_GB_PER_SECOND));
        say("loaded");
        pass(dice(1, 4, "other warmup"));
        Instant loaded = now;
        say("listening");
        Instant listening = kind.listensEarly() ? open : now;
        return new ServerRun(start.at(), lines, from, to, bytes, loaded, listening, Instant.MAX, 0, pid);
    }

    /** The hub's word counts; a tag behind the name, and a name without an owner, are other registries' ways. */
    private boolean isUnknown() {
        String bare = order.model().replaceFirst(":[^/]*$", "");
        String full = bare.contains("/") || kind != ServerKind.OLLAMA ? bare : "library/" + bare;
        return Registry.model(full) != Registry.ModelAnswer.THERE;
    }

    private ServerRun dead(String section) {
        return ended(section, Instant.MAX, Instant.MAX, 0);
    }

    private ServerRun ended(String section, Instant from, Instant to, long bytes) {
        say(section);
        pass(0.5);
        return new ServerRun(start.at(), lines, from, to, bytes, Instant.MAX, Instant.MAX, now, 1, pid);
    }

    private void say(String section) {
        for (String line : texts.lines(section)) {
            String text = line.replace("{model}", order.model())
                    .replace("{port}", String.valueOf(order.serverPort()))
                    .replace("{key}", order.serverKey());
            lines.add(new ServerRun.Line(now, text + "\n"));
        }
    }

    private void pass(double seconds) {
        now = now.plus(MarketTime.seconds(seconds));
    }

    private double dice(double low, double high, String what) {
        return chance.between(low, high, what, start.contractId());
    }
}
