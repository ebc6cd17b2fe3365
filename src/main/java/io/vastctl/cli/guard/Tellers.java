package io.vastctl.cli.guard;

import io.vastctl.guard.Action;
import io.vastctl.guard.Decision;
import io.vastctl.guard.loop.Teller;
import java.util.List;

/** Several that hear the same, in this order. */
record Tellers(List<Teller> all) implements Teller {

    @Override
    public void decided(Decision decision) {
        all.forEach(one -> one.decided(decision));
    }

    @Override
    public void told(Action.Tell what) {
        all.forEach(one -> one.told(what));
    }

    @Override
    public void happened(String line) {
        all.forEach(one -> one.happened(line));
    }
}
