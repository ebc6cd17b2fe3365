package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one row of a search answer token by token: of a hundred fields a third is wanted. */
final class OfferRowReader {

    private @Nullable Long id;
    private @Nullable Long askContractId;
    private @Nullable Long machineId;
    private @Nullable Long hostId;
    private List<Long> gpuIds = List.of();
    private @Nullable String gpuName;
    private @Nullable String gpuArch;
    private @Nullable Long numGpus;
    private @Nullable Double gpuRam;
    private @Nullable Double computeCap;
    private @Nullable Double cudaMaxGood;
    private @Nullable String driverVersion;
    private @Nullable Double gpuLanes;
    private @Nullable Double dphBase;
    private @Nullable Double dphTotal;
    private @Nullable Double storageCost;
    private @Nullable Double storageTotalCost;
    private @Nullable Double inetDownCost;
    private @Nullable Double inetUpCost;
    private @Nullable Double minBid;
    private @Nullable Double inetDown;
    private @Nullable Double inetUp;
    private @Nullable Double diskSpace;
    private @Nullable Double cpuRam;
    private @Nullable Double directPortCount;
    private @Nullable Double reliability;
    private @Nullable Double reliability2;
    private @Nullable String verification;
    private @Nullable Boolean rentable;
    private @Nullable Boolean rented;
    private @Nullable String geolocation;
    private @Nullable Double hostingType;
    private @Nullable Double duration;
    private @Nullable String resourceType;

    private OfferRowReader() {}

    /** @param parser at the row's opening brace; left at its closing one */
    static OfferRow read(JsonParser parser) throws IOException {
        OfferRowReader reader = new OfferRowReader();
        String name = parser.nextFieldName();
        while (name != null) {
            parser.nextToken();
            reader.field(name, parser);
            parser.skipChildren(); // an object or array that is not wanted, or in a scalar's place
            name = parser.nextFieldName();
        }
        return reader.row();
    }

    private void field(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "id" -> id = Json.readWhole(parser);
            case "ask_contract_id" -> askContractId = Json.readWhole(parser);
            case "machine_id" -> machineId = Json.readWhole(parser);
            case "host_id" -> hostId = Json.readWhole(parser);
            case "gpu_ids" -> gpuIds = wholes(parser);
            case "gpu_name" -> gpuName = Json.readText(parser);
            case "gpu_arch" -> gpuArch = Json.readText(parser);
            case "num_gpus" -> numGpus = Json.readWhole(parser);
            case "gpu_ram" -> gpuRam = Json.readNumber(parser);
            case "compute_cap" -> computeCap = Json.readNumber(parser);
            case "cuda_max_good" -> cudaMaxGood = Json.readNumber(parser);
            case "driver_version" -> driverVersion = Json.readText(parser);
            case "gpu_lanes" -> gpuLanes = Json.readNumber(parser);
            case "dph_base" -> dphBase = Json.readNumber(parser);
            case "dph_total" -> dphTotal = Json.readNumber(parser);
            case "storage_cost" -> storageCost = Json.readNumber(parser);
            case "storage_total_cost" -> storageTotalCost = Json.readNumber(parser);
            case "inet_down_cost" -> inetDownCost = Json.readNumber(parser);
            case "inet_up_cost" -> inetUpCost = Json.readNumber(parser);
            case "min_bid" -> minBid = Json.readNumber(parser);
            case "inet_down" -> inetDown = Json.readNumber(parser);
            case "inet_up" -> inetUp = Json.readNumber(parser);
            case "disk_space" -> diskSpace = Json.readNumber(parser);
            case "cpu_ram" -> cpuRam = Json.readNumber(parser);
            case "direct_port_count" -> directPortCount = Json.readNumber(parser);
            case "reliability" -> reliability = Json.readNumber(parser);
            case "reliability2" -> reliability2 = Json.readNumber(parser);
            case "verification" -> verification = Json.readText(parser);
            case "rentable" -> rentable = Json.readFlag(parser);
            case "rented" -> rented = Json.readFlag(parser);
            case "geolocation" -> geolocation = Json.readText(parser);
            case "hosting_type" -> hostingType = Json.readNumber(parser);
            case "duration" -> duration = Json.readNumber(parser);
            case "resource_type" -> resourceType = Json.readText(parser);
            default -> {
                // Of no use to us.
            }
        }
    }

    /** Entries that are no whole numbers are left out. */
    private static List<Long> wholes(JsonParser parser) throws IOException {
        if (!parser.isExpectedStartArrayToken()) return List.of();
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Long number = Json.readWhole(parser);
            parser.skipChildren();
            if (number != null) numbers.add(number);
        }
        return numbers;
    }

    private OfferRow row() {
        return new OfferRow(
                id,
                askContractId,
                machineId,
                hostId,
                gpuIds,
                gpuName,
                gpuArch,
                numGpus,
                gpuRam,
                computeCap,
                cudaMaxGood,
                driverVersion,
                gpuLanes,
                dphBase,
                dphTotal,
                storageCost,
                storageTotalCost,
                inetDownCost,
                inetUpCost,
                minBid,
                inetDown,
                inetUp,
                diskSpace,
                cpuRam,
                directPortCount,
                reliability,
                reliability2,
                verification,
                rentable,
                rented,
                geolocation,
                hostingType,
                duration,
                resourceType);
    }
}
