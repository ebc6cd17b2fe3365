package io.vastctl.memory;

import java.time.Clock;
import java.util.Map;

/** One of many processes on one file: rents, ends half of it, and takes over what dead owners left. */
final class SharingWorker {

    private SharingWorker() {}

    /**
     * Works, tells what it took over, and dies without closing anything.
     *
     * @param args address, name of the owner, how many rentals
     */
    public static void main(String[] args) {
        String name = args[1];
        Clock clock = Clock.systemUTC();
        Database database = Database.open(StateAddress.of(args[0]), Map.of(), clock, () -> true);
        Owners owners = new Owners(database, clock);
        Liveness here = ThisHost.liveness();
        owners.register(name, here, ProcessHandle.current().pid(), "test");
        Journal journal = new Journal(database, name);
        int count = Integer.parseInt(args[2]);
        for (int n = 0; n < count; n++) {
            String label = name + "-" + n;
            journal.intend(Rentals.intent(label));
            journal.created(label, 1000 + n);
            journal.spent(label, 0.01 * n);
            owners.beat(name);
            if (n % 2 == 0) {
                journal.destroying(label);
                journal.gone(label, "");
            }
        }
        for (OwnerRow owner : owners.list()) {
            // The other workers may have died by now; only what was left from before is to be shared out.
            if (owner.ownerId().startsWith("dead-") && here.isDead(owner, clock.instant()))
                journal.takeOver(owner, "real", clock.instant())
                        .forEach(entry -> System.out.println("took " + entry.label()));
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
