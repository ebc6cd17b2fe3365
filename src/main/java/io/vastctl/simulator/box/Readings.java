package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Listing;
import io.vastctl.simulator.market.ServerRun;
import java.time.Duration;
import java.time.Instant;

/** The machine's gauges at this moment. All follow from what its server is doing, so they agree. */
final class Readings {

    /** What the container has written besides the model: Vast.ai's tools and caches, in bytes. */
    private static final long UNPACKED = 2_400_000_000L;

    private static final long SETUP_RECEIVED = 41_000_000L;
    private static final double OVERHEAD = 1.03;
    private static final long GB = 1_000_000_000L;
    private static final long HOSTS_DISK = 1_800 * GB;

    private final Machine machine;
    private final Contract contract;
    private final Listing offer;
    private final ServerRun server;
    private final Instant now;

    Readings(Machine machine) {
        this.machine = machine;
        this.contract = machine.contract();
        this.offer = contract.offer();
        this.server = machine.server();
        this.now = machine.now();
    }

    /** What the server is about. */
    enum Doing {
        NOTHING,
        IMPORTING,
        DOWNLOADING,
        LOADING,
        WAITING,
        GENERATING
    }

    Doing doing() {
        if (!server.alive(now)) return Doing.NOTHING;
        if (server.listening(now)) return machine.vllm().running() > 0 ? Doing.GENERATING : Doing.WAITING;
        if (now.isBefore(server.downloadFrom())) return Doing.IMPORTING;
        return now.isBefore(server.downloadTo()) ? Doing.DOWNLOADING : Doing.LOADING;
    }

    /** Per cent of one core. */
    double serverCpu() {
        return switch (doing()) {
            case NOTHING -> 0;
            case IMPORTING -> 98.7;
            case DOWNLOADING -> 61.4;
            case LOADING -> 104.2;
            case WAITING -> 1.3;
            case GENERATING -> 100.1;
        };
    }

    double load() {
        return 0.08 + serverCpu() / 100;
    }

    int cores() {
        return (int) Math.max(1, Math.round(offer.number("cpu_cores_effective", 8)));
    }

    long memoryTotalKb() {
        return (long) (offer.number("cpu_ram", 32_000) * 1024);
    }

    long memoryUsedKb() {
        return Math.min(memoryTotalKb(), 1_450_000 + serverMemoryKb());
    }

    /** What the server's processes hold of the machine's memory. */
    long serverMemoryKb() {
        return switch (doing()) {
            case NOTHING -> 0;
            case IMPORTING -> 900_000;
            case DOWNLOADING -> 1_600_000;
            case LOADING -> 3_900_000;
            case WAITING, GENERATING -> 4_300_000;
        };
    }

    /** The page cache: at most the model's files. */
    long cachedKb() {
        long files = (UNPACKED / 4 + server.cacheBytes(now)) / 1024;
        return Math.min(files, memoryTotalKb() - memoryUsedKb());
    }

    long received() {
        return SETUP_RECEIVED + (long) (server.cacheBytes(now) * OVERHEAD);
    }

    long sent() {
        return received() / 55;
    }

    long diskTotal() {
        if (contract.has(Fault.DISK_FULL)) return HOSTS_DISK;
        return (long) (contract.order().diskGb() * GB / (contract.has(Fault.DISK_SHORT) ? 2 : 1));
    }

    long diskUsed() {
        if (contract.has(Fault.DISK_FULL)) return HOSTS_DISK - GB / 2;
        return Math.min(diskTotal(), UNPACKED + server.cacheBytes(now));
    }

    long modelCache() {
        return server.cacheBytes(now);
    }

    /** Since the host was started, long before the container. */
    Duration hostUp() {
        double days = machine.chance().between(3, 90, "host up", offer.machineId());
        return Duration.ofSeconds((long) (days * 86_400)).plus(containerUp());
    }

    Duration containerUp() {
        Instant since = contract.life().runningAt();
        return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }

    /** Memory of one card that is in use, in MiB. Only as many cards as the server uses in parallel are loaded. */
    int gpuUsedMb(int card) {
        int total = contract.gpu().memoryMb();
        boolean ours = card < machine.serverCommand().parallel();
        double modelMb = contract.modelGb() * 1e9 / 1_048_576;
        int own = 4;
        if (ours && server.loaded(now)) own = (int) (total * 0.9);
        else if (ours && doing() == Doing.LOADING) own = (int) Math.min(total * 0.85, 460 + modelMb * 0.6);
        return Math.min(total, own + contract.gpu().takenMb());
    }

    int gpuUtilisation(int card) {
        if (card >= machine.serverCommand().parallel()) return 0;
        return switch (doing()) {
            case GENERATING -> 97;
            case LOADING -> server.loaded(now) ? 71 : 12;
            case WAITING -> (int) Math.round(100 * machine.card(card).busy());
            case NOTHING, IMPORTING, DOWNLOADING -> 0;
        };
    }

    boolean gpuWarm(int card) {
        return card < machine.serverCommand().parallel() && server.loaded(now);
    }
}
