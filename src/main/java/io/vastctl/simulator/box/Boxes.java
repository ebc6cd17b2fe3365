package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The sockets of all boxes: they follow the market's time. */
public final class Boxes implements AutoCloseable {

    private final Market market;
    private final MarketTime time;
    private final Map<Long, RunningBox> boxes = new HashMap<>();
    private boolean closed;

    /** No sockets yet; they open with {@link #settle()}. */
    public Boxes(Market market, MarketTime time) {
        this.market = market;
        this.time = time;
    }

    /** Opens what has come up and closes what has gone; cheap when nothing changed. */
    public synchronized void settle() {
        if (closed) return;
        Instant now = time.instant();
        List<Contract> living = market.living();
        Set<Long> alive = living.stream().map(Contract::id).collect(Collectors.toSet());
        Iterator<Map.Entry<Long, RunningBox>> known = boxes.entrySet().iterator();
        while (known.hasNext()) {
            Map.Entry<Long, RunningBox> box = known.next();
            if (alive.contains(box.getKey())) continue;
            box.getValue().close();
            known.remove();
        }
        for (Contract contract : living) {
            boxes.computeIfAbsent(contract.id(), id -> new RunningBox(contract, market, time))
                    .settle(now);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        boxes.values().forEach(RunningBox::close);
        boxes.clear();
    }
}
