package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.GpuHealth;
import io.vastctl.simulator.market.Listing;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Order;
import io.vastctl.simulator.market.Registry;
import io.vastctl.simulator.market.ServerRun;
import io.vastctl.simulator.market.ServerStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Walks a server through its stages once, vLLM itself, ahead of time, and writes down when each thing happens. */
public final class ServerPlan {

    /** Activations, CUDA context and the smallest useful cache, in GB. */
    static final double OVERHEAD_GB = 1.6;

    private static final double SHARD_GB = 5;

    private final Chance chance;
    private final long contractId;
    private final Order order;
    private final Listing offer;
    private final GpuHealth gpu;
    private final GpuTrouble trouble;
    private final boolean noDns;
    private final Instant heldUntil;
    private final VllmLog log;
    private final double modelGb;

    private final double imageGb;
    private final double cachedGb;
    private final double lineMbps;

    private ServerPlan(Chance chance, ServerStart start) {
        this.chance = chance;
        this.contractId = start.contractId();
        this.order = start.order();
        this.gpu = start.gpu();
        this.offer = gpu.offer();
        this.trouble = new GpuTrouble(gpu);
        this.noDns = gpu.has(Fault.HF_DNS);
        this.heldUntil = start.heldUntil();
        this.modelGb = start.modelGb();
        this.imageGb = start.imageGb();
        this.cachedGb = start.cachedGb();
        this.lineMbps = start.lineMbps();
        this.log = new VllmLog(start.at(), order, modelGb, 200 + (int) chance.between(0, 700, "pid", contractId));
    }

    /** The walk of one contract's server; a {@link io.vastctl.simulator.market.ServerWalk}. */
    public static ServerRun walk(Chance chance, ServerStart start) {
        return start.order().startsVllm() ? new ServerPlan(chance, start).plan() : OtherServerPlan.walk(chance, start);
    }

    private ServerRun plan() {
        log.pause(dice(5, 10, "import"));
        Optional<String> broken = trouble.atImport();
        if (broken.isPresent()) return dead(broken.get());
        log.started();
        log.pause(dice(5, 9, "config"));
        Optional<String> config = configProblem();
        if (config.isPresent()) return dead(config.get());
        log.configured();
        log.pause(dice(9, 15, "engine"));
        log.engine();
        Optional<String> device = trouble.atEngineStart();
        if (device.isPresent()) return deadEngine(device.get());
        log.pause(dice(1, 2, "model"));
        log.loadingModel();
        return download();
    }

    private Optional<String> configProblem() {
        if (noDns) return Optional.of(VllmDeaths.noDns());
        return switch (Registry.model(order.model())) {
            case NOT_A_NAME -> Optional.of(VllmDeaths.notAName(order.model()));
            case NOT_FOUND -> Optional.of(VllmDeaths.notFound(order.model()));
            case GATED -> Optional.of(VllmDeaths.gated(order.model()));
            case THERE -> Optional.empty();
        };
    }

    private ServerRun download() {
        log.pauseUntil(heldUntil);
        Instant from = log.now();
        double arriving = Math.min(modelGb, order.diskGb() - imageGb);
        double missing = Math.max(0, arriving - cachedGb);
        double rate = gpu.downloadMegabytesPerSecond(lineMbps);
        Duration takes = MarketTime.seconds(missing * 1000 / rate);
        log.pause(takes.toMillis() / 1000.0);
        Instant to = log.now();
        long bytes = (long) (Math.max(0, arriving) * 1e9);
        if (arriving < modelGb) return ended(VllmDeaths.diskFull(log, order.model()), from, to, bytes);
        // vLLM tells of a download only where there was one worth telling.
        if (takes.toMillis() > 500) log.downloaded(takes.toMillis() / 1000.0);
        if (gpu.has(Fault.FILES_SPOILT)) return ended(log.engineFailure(VllmDeaths.spoiltFile()), from, to, bytes);
        if (modelGb + OVERHEAD_GB > gpu.memoryGb() * 0.9) return ended(outOfMemory(), from, to, bytes);
        return warmUp(from, to, bytes);
    }

    private String outOfMemory() {
        log.pause(2);
        return log.engineFailure(VllmDeaths.outOfMemory(gpu.memoryGb(), modelGb));
    }

    private ServerRun warmUp(Instant from, Instant to, long bytes) {
        int shards = (int) Math.max(1, Math.ceil(modelGb / SHARD_GB));
        double disk = Math.max(200, offer.number("disk_bw", 1000)) / 1000;
        log.shards(shards, Math.min(6, Math.max(0.5, modelGb / shards / Math.min(disk, 3))));
        Instant loaded = log.now();
        double pace = Math.min(2.0, Math.max(0.7, 900 / Math.max(200, offer.number("gpu_mem_bw", 900))));
        log.compile(dice(4, 8, "dynamo") * pace, dice(9, 18, "graph") * pace);
        double cacheGb = Math.max(0.5, gpu.memoryGb() * 0.9 - modelGb - 1.2);
        log.cache(cacheGb, (long) (cacheGb * 1e9 / Math.max(20_000, modelGb * 9_000)));
        log.capture(dice(4, 9, "capture") * pace);
        log.pause(1);
        log.listening();
        return new ServerRun(log.start(), log.lines(), from, to, bytes, loaded, log.now(), Instant.MAX, 0, log.pid());
    }

    private ServerRun dead(String text) {
        return ended(log.apiFailure(text), Instant.MAX, Instant.MAX, 0);
    }

    private ServerRun deadEngine(String text) {
        return ended(log.engineFailure(text), Instant.MAX, Instant.MAX, 0);
    }

    /** @param last the text that was written last, so that the order of calls reads as it happens */
    private ServerRun ended(String last, Instant from, Instant to, long bytes) {
        if (last.isEmpty()) throw new IllegalStateException("a death without a text");
        log.pause(1.5);
        return new ServerRun(
                log.start(), log.lines(), from, to, bytes, Instant.MAX, Instant.MAX, log.now(), 1, log.pid());
    }

    private double dice(double low, double high, String what) {
        return chance.between(low, high, what, contractId);
    }
}
