package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import okhttp3.HttpUrl;

/**
 * A host's own machines over HTTP. The published description names an id alone; the other fields are those that
 * Vast.ai's own client shows ({@code vastai show machines}): prices are per card.
 */
final class RestHostMachines implements HostMachines {

    private static final double LOWEST = 0.001;
    private static final double HIGHEST = 32;

    private final VastHttp http;

    RestHostMachines(VastHttp http) {
        this.http = http;
    }

    @Override
    public List<HostMachine> list() throws InterruptedException {
        HttpUrl url = http.url("api/v0/machines/")
                .newBuilder()
                .addQueryParameter("owner", "me")
                .build();
        JsonNode rows = http.object(CallKind.LIST_MACHINES, http.get(url)).path("machines");
        if (!rows.isArray()) throw http.unusable(CallKind.LIST_MACHINES, "no list of machines in the answer");
        List<HostMachine> machines = new ArrayList<>();
        for (JsonNode row : rows) machines.add(machine(row));
        return machines;
    }

    private HostMachine machine(JsonNode row) {
        OptionalLong id = Json.wholeNumber(row.path("machine_id"));
        if (id.isEmpty()) id = Json.wholeNumber(row.path("id"));
        if (id.isEmpty()) throw http.unusable(CallKind.LIST_MACHINES, "a machine without its number");
        return new HostMachine(
                id.getAsLong(),
                Json.text(row.path("gpu_name")).orElse("").replace('_', ' '),
                (int) Math.max(
                        0, Math.min(1000, Json.wholeNumber(row.path("num_gpus")).orElse(0))),
                row.path("listed").asBoolean(false),
                Json.number(row.path("listed_gpu_cost")),
                Json.number(row.path("min_bid_price")),
                HostMachine.rented(Json.text(row.path("gpu_occupancy")).orElse("")),
                Json.number(row.path("gpu_max_cur_temp")));
    }

    @Override
    public void setMinBid(long machineId, double dollarsPerGpuHour) throws InterruptedException {
        if (!(dollarsPerGpuHour >= LOWEST && dollarsPerGpuHour <= HIGHEST)) {
            throw new IllegalArgumentException(
                    "a minimum bid is between $" + LOWEST + " and $" + HIGHEST + " an hour, not " + dollarsPerGpuHour);
        }
        ObjectNode body = VastHttp.emptyBody().put("price", dollarsPerGpuHour);
        http.object(
                CallKind.SET_MIN_BID, http.with("PUT", http.url("api/v0/machines/" + machineId + "/minbid/"), body));
    }
}
