package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.Call;
import io.vastctl.simulator.market.Contract;
import java.util.Locale;

/** {@code dmesg}: most hosts keep their kernel's log from containers, some show it. */
final class KernelLog {

    /** Share of hosts that show it; no figure was found. */
    private static final double OPEN = 0.3;

    private final Machine machine;

    KernelLog(Machine machine) {
        this.machine = machine;
    }

    int dmesg(Call call) {
        Contract contract = machine.contract();
        if (!machine.chance().hits(OPEN, "dmesg", contract.offer().machineId()))
            return call.fail(1, "read kernel buffer failed: Operation not permitted");
        double up = machine.readings().hostUp().toMillis() / 1000.0;
        line(call, 4.118204, "nvidia: loading out-of-tree module taints kernel.");
        int errors = contract.memoryErrors(machine.now());
        if (errors > 0) {
            line(
                    call,
                    up - 7_300,
                    xid(
                            0,
                            48,
                            "pid=<unknown>, name=<unknown>, An uncorrectable double bit error (DBE)"
                                    + " has been detected on GPU in the framebuffer at physical address 0x7a2c0."));
            line(
                    call,
                    up - 7_299,
                    xid(0, 63, "pid=<unknown>, name=<unknown>, Row Remapper: New row marked for remapping."));
        }
        for (int card = 0; card < contract.offer().gpus(); card++) {
            if (machine.card(card).offTheBus())
                line(call, up - 30, xid(card, 79, "pid=<unknown>, name=<unknown>, GPU has fallen off the bus."));
        }
        return 0;
    }

    private static String xid(int card, int number, String words) {
        return String.format(Locale.ROOT, "NVRM: Xid (PCI:0000:%02x:00): %d, %s", card + 1, number, words);
    }

    private static void line(Call call, double seconds, String text) {
        call.out(String.format(Locale.ROOT, "[%12.6f] %s%n", Math.max(5, seconds), text));
    }
}
