package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.market.CardState;
import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import java.time.Duration;
import java.time.Instant;

/** What the host last reported of a container: a reading once a minute, which stays when the container is gone. */
final class Telemetry {

    private static final Duration FIRST = Duration.ofSeconds(20);

    private final Contract contract;
    private final Chance chance;
    private final Instant now;

    Telemetry(Contract contract, Market market) {
        this.contract = contract;
        this.chance = market.chance();
        this.now = market.now();
    }

    void putInto(ObjectNode json) {
        Instant began = contract.life().runningAt();
        if (began.equals(Instant.MAX) || now.isBefore(began.plus(FIRST))) unknown(json);
        else reading(json, began);
    }

    private static void unknown(ObjectNode json) {
        json.putNull("gpu_util").putNull("gpu_temp").putNull("uptime_mins");
        json.putNull("mem_limit").putNull("mem_usage").putNull("vmem_usage");
        json.put("cpu_util", 0.0).put("disk_usage", -1).put("disk_util", -1);
    }

    private void reading(ObjectNode json, Instant began) {
        long minute = Duration.between(began, now).toMinutes();
        boolean up = contract.up(now);
        boolean serves = contract.serves(now);
        CardState card = hottest();
        json.put("gpu_util", serves ? Math.max(between(0, 6, "util", minute), 100 * card.busy()) : 0.0);
        json.put("gpu_temp", (double) Math.round(card.core()));
        json.put("cpu_util", up ? between(0.1, 2.5, "cpu", minute) : 0.0);
        double memory = contract.offer().number("cpu_ram", 16_000) / 1000;
        json.put("mem_limit", memory);
        json.put("mem_usage", memory * (serves ? 0.3 : 0.05)).put("vmem_usage", memory * (serves ? 0.5 : 0.1));
        double gigabytes = 0.2 + contract.server().cacheBytes(now) / 1e9;
        json.put("disk_usage", gigabytes)
                .put("disk_util", gigabytes / contract.order().diskGb());
        json.put("uptime_mins", up ? Double.valueOf((double) minute) : null);
    }

    private CardState hottest() {
        CardState hottest = contract.card(0, now);
        for (int card = 1; card < contract.offer().gpus(); card++) {
            CardState other = contract.card(card, now);
            if (other.core() > hottest.core()) hottest = other;
        }
        return hottest;
    }

    private double between(double low, double high, String what, long minute) {
        return chance.between(low, high, what, contract.id(), minute);
    }
}
