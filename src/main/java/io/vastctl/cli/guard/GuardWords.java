package io.vastctl.cli.guard;

import io.vastctl.cli.text.Words;
import io.vastctl.guard.Action;
import java.util.Locale;

/** Actions of the guard in words. */
final class GuardWords {

    private GuardWords() {}

    static String action(Action action) {
        if (action instanceof Action.Rent rent)
            return String.format(Locale.ROOT, "rent for %s, at most $%.3f/h", rent.endpoint(), rent.ceiling());
        if (action instanceof Action.BreakOff off) return "break off the rent for " + off.endpoint();
        if (action instanceof Action.Tell tell) return "tell of " + tell.subject();
        Action.OnRental on = (Action.OnRental) action;
        String verb = verb(on);
        return verb + " instance " + on.instanceId()
                + (on instanceof Action.RenewLease lease ? " to " + Words.iso(lease.until()) : "")
                + (on instanceof Action.ChangeBid bid
                        ? String.format(Locale.ROOT, " to $%.4f/h", bid.dollarsPerHour())
                        : "");
    }

    private static String verb(Action.OnRental action) {
        if (action instanceof Action.RenewLease) return "renew the lease of";
        if (action instanceof Action.Drain) return "drain";
        if (action instanceof Action.Restore) return "give work again to";
        if (action instanceof Action.RestartServer) return "restart the server of";
        if (action instanceof Action.Reboot) return "reboot";
        if (action instanceof Action.Recycle) return "recycle";
        if (action instanceof Action.Retire) return "give back";
        if (action instanceof Action.CutOff) return "cut off";
        if (action instanceof Action.StopServer) return "stop the server of";
        return "change the bid of";
    }
}
