package io.vastctl.simulator.market;

import java.util.Locale;

/**
 * What can go wrong, each with the span over which it stays the same. A scenario gives every fault a rate:
 * the share of machines, rentals or windows of time that it strikes.
 */
public enum Fault {
    CDI_INJECTION(Span.MACHINE, "the host cannot inject the GPU: unresolvable CDI devices"),
    OCI_RUNTIME(Span.MACHINE, "the host's container runtime cannot start any container"),
    DRIVER_TOO_OLD(Span.MACHINE, "the driver carries less CUDA than the offer promised"),
    PULL_NO_SPACE(Span.DAY, "the host's own disk is full during the pull"),
    PULL_STUCK(Span.DAY, "the pull stops moving and says nothing"),
    REGISTRY_LIMIT(Span.HOURS, "the registry refuses the host's address: toomanyrequests"),
    SSHD_NEVER_UP(Span.MACHINE, "the container runs and port 22 refuses for ever"),
    SSH_CLOSES(Span.MACHINE, "port 22 accepts and closes before the handshake"),
    SSH_DROPS(Span.DAY, "SSH works for a while, then breaks for good"),
    KEY_REFUSED(Span.MACHINE, "the attached key never reaches the machine"),
    SMI_MISMATCH(Span.MACHINE, "nvidia-smi: driver/library version mismatch"),
    SMI_NO_DEVICES(Span.MACHINE, "nvidia-smi: no devices were found"),
    LIBCUDA_MISSING(Span.MACHINE, "libcuda.so.1 is not in the container"),
    VRAM_SHORT(Span.MACHINE, "the card has half the memory that the offer promised"),
    GPU_MEMORY_TAKEN(Span.DAY, "a stranger's process holds the card's memory"),
    CUDA_UNKNOWN(Span.MACHINE, "CUDA cannot start: CUDA unknown error"),
    NO_KERNEL_IMAGE(Span.MACHINE, "the card is of a generation that the image has no code for"),
    HF_DNS(Span.MACHINE, "the machine cannot resolve huggingface.co"),
    SLOW_DOWNLOAD(Span.MACHINE, "the model trickles in at a fraction of the promised speed"),
    PORT_UNREACHABLE(Span.MACHINE, "the mapped port is firewalled; the server is fine from inside"),
    HOST_OFFLINE(Span.DAY, "the host vanishes in mid-run"),
    OFFER_GONE(Span.RENTAL, "the offer is gone when one tries to rent it"),
    OFFER_FLICKER(Span.RENTAL, "an offer is missing from one search without having been rented"),
    OFFER_TWICE(Span.RENTAL, "an offer is rented out once more within half a minute"),
    CREATE_BAD_GATEWAY(Span.RENTAL, "create answers 502 although it was accepted"),
    CREATE_ANSWER_LOST(Span.RENTAL, "create is accepted and the connection closes without an answer"),
    CREATE_STOPPED(Span.RENTAL, "create fails, and its error body names a stopped instance that bills"),
    DESTROY_ERROR(Span.RENTAL, "destroy answers 500 for a while"),
    DESTROY_IGNORED(Span.RENTAL, "the first destroy says success and does nothing"),
    HALF_FILLED(Span.RENTAL, "the instance shows only its id for half a minute, and no ports at first"),
    LIST_BROKEN(Span.RENTAL, "a listing answers null or broken JSON once"),
    THROTTLE(Span.WINDOW, "429 on everything for some seconds"),
    GATEWAY(Span.WINDOW, "502 and 503 on everything for some seconds"),
    EDGE_HTML(Span.WINDOW, "an HTML page with 403 for some seconds"),
    SSH_SILENT(Span.MACHINE, "port 22 accepts and never says a word"),
    SLOW_BOX(Span.DAY, "every command on the box takes many seconds"),
    API_BLIND(Span.HALF_HOUR, "5xx and closed connections on everything for minutes"),
    LIST_EMPTY(Span.RENTAL, "a listing answers an empty page though instances live"),
    LIST_LAGS(Span.RENTAL, "a new instance is missing from the list for up to a minute"),
    LOGS_EMPTY(Span.RENTAL, "the container's log stays absent or empty at first"),
    CREATE_NOTHING(Span.RENTAL, "create answers 200 and nothing is there"),
    START_QUEUED(Span.RENTAL, "a start is refused but queued, and happens by itself hours later"),
    START_RACE(Span.RENTAL, "create answers 200 and the box stays stopped until it is started again"),
    EXITED_RECOVERS(Span.RENTAL, "the instance shows exited for a while before it runs"),
    CRASH(Span.RENTAL, "the container ends by itself long after its start"),
    STATUS_UNKNOWN(Span.RENTAL, "the instance is unknown or offline for a while and comes back"),
    INSTANCE_RETURNS(Span.RENTAL, "a destroyed instance is gone on good reads and later alive and billed again"),
    OUTBID(Span.HALF_HOUR, "somebody bids more for the machine, or rents it on demand"),
    PRICE_RISE(Span.RENTAL, "the host announces a higher price"),
    OTHER_GPU(Span.MACHINE, "the card is of another model than the offer says"),
    GPU_MISSING(Span.MACHINE, "one card fewer than the offer says"),
    GPU_DUPLICATE(Span.MACHINE, "nvidia-smi lists one card twice"),
    GPU_LOST(Span.DAY, "nvidia-smi shows [GPU is lost] in place of values"),
    GPU_ECC(Span.MACHINE, "the card counts uncorrected memory errors"),
    GPU_REMAP(Span.MACHINE, "the card waits for a reset to take bad memory rows out of use"),
    GPU_RECOVERY(Span.MACHINE, "the driver asks for a reset of the card"),
    THERMAL_BRAKE(Span.DAY, "the hardware slows the card down for heat"),
    POWER_BRAKE(Span.MACHINE, "the hardware slows the card down for its power supply"),
    PCIE_NARROW(Span.MACHINE, "the card has a quarter of the promised PCIe lanes"),
    SMI_HANGS(Span.DAY, "nvidia-smi never answers"),
    SMI_NO_HANDLE(Span.MACHINE, "nvidia-smi: unable to determine the device handle"),
    SMI_ERR(Span.MACHINE, "nvidia-smi shows ERR! in its table"),
    DRIVER_DOWNGRADED(Span.MACHINE, "the driver is years older than the offer says"),
    DISK_SHORT(Span.MACHINE, "the container gets half of the disk that was rented"),
    DISK_FULL(Span.DAY, "the container has no quota, and the host's disk is full"),
    ENGINE_STUCK(Span.DAY, "the server lists its models and answers no completion"),
    OVERHEAT_SLOW(Span.MOMENT, "a fan wears out: under load a card grows hot within hours"),
    OVERHEAT_FAST(Span.MOMENT, "a fan stops: under load a card is at its limits within minutes"),
    SSH_LOST_HOT(Span.MACHINE, "SSH answers nobody while a card is hot"),
    ECC_GROWS(Span.MOMENT, "a running card counts more and more uncorrected memory errors"),
    GPU_FALLS_OFF(Span.MOMENT, "a running card falls off the bus: Xid 79"),
    SERVER_DIES(Span.MOMENT, "the running server dies; a restart helps"),
    SERVER_DIES_AGAIN(Span.MOMENT, "the server dies soon after each start, for hours"),
    ENGINE_HANGS(Span.MOMENT, "the running server answers no completion any more; a restart helps"),
    CUDA_WEDGED(Span.MOMENT, "the server dies and cannot use the card until the container is rebooted"),
    FILES_SPOILT(Span.MOMENT, "the server dies and cannot read its files until the container is made anew"),
    MACHINE_DIES(Span.MOMENT, "the host vanishes for good, at any time"),
    HOST_AWAY(Span.MOMENT, "the host is offline for a while and comes back"),
    PRICE_RISE_LATE(Span.MOMENT, "the host announces a higher price in the middle of a rental"),
    API_BLIND_HOURS(Span.EPISODE, "the API is blind for hours: errors, silence or empty lists"),
    CLOCK_JUMPS(Span.EPISODE, "the operator's clock jumps and is set right later"),
    CREDIT_SINKS(Span.EPISODE, "most of the credit is gone for some hours");

    /** How long one throw of the dice holds. */
    enum Span {
        /** The machine has it or not, for the whole run. */
        MACHINE,
        /** The machine has it for a day. */
        DAY,
        /** The machine has it for six hours. */
        HOURS,
        /** Thrown for each contract or call. */
        RENTAL,
        /** Thrown for each window of two minutes. */
        WINDOW,
        /** Thrown for each window of half an hour. */
        HALF_HOUR,
        /** Thrown for each machine and day: a spell that begins at a moment of its own in that day. */
        MOMENT,
        /** The same for the market as a whole. */
        EPISODE
    }

    private final Span span;
    private final String description;

    Fault(Span span, String description) {
        this.span = span;
        this.description = description;
    }

    Span span() {
        return span;
    }

    /** Whether machines have it, rather than rentals, calls or moments. */
    boolean ofMachine() {
        return span == Span.MACHINE || span == Span.DAY || span == Span.HOURS || span == Span.MOMENT;
    }

    /** Whether it begins at a moment of its own, whatever is rented then: {@link Spells} tells when. */
    boolean comesInSpells() {
        return span == Span.MOMENT || span == Span.EPISODE;
    }

    /** One line for people. */
    public String description() {
        return description;
    }

    /** The word in a scenario file. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
