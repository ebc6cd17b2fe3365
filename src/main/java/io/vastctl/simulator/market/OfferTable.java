package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The facts that generated offers are drawn from.
 *
 * @param machines how many machines the market has; some are offered in several slices
 */
record OfferTable(
        int machines, List<Gpu> gpus, List<Place> places, List<Driver> drivers, List<Cpu> cpus, List<Disk> disks) {

    OfferTable {
        gpus = List.copyOf(gpus);
        places = List.copyOf(places);
        drivers = List.copyOf(drivers);
        cpus = List.copyOf(cpus);
        disks = List.copyOf(disks);
    }

    /** The same facts for a market of that size; 0 leaves it as it is. The first machines stay the same. */
    OfferTable withMachines(int number) {
        return number == 0 ? this : new OfferTable(number, gpus, places, drivers, cpus, disks);
    }

    /** Something that is drawn in proportion to how common it is. */
    interface Weighted {
        int weight();
    }

    /**
     * @param ramMb memory of one card as the API reports it
     * @param cc compute capability times 100
     * @param price USD per hour and card
     * @param flops TFLOPS
     * @param memBw GB/s
     * @param dlperf the marketplace's own score
     * @param watts power limit
     * @param gen PCIe generation
     */
    record Gpu(
            String name,
            int ramMb,
            int cc,
            double price,
            double flops,
            double memBw,
            double dlperf,
            double watts,
            double gen,
            int weight)
            implements Weighted {}

    /** @param text as the API words it, the country's two letters last */
    record Place(String text, long geocode, int weight) implements Weighted {}

    /** @param cuda newest CUDA version that the driver carries */
    record Driver(String version, double cuda, int weight) implements Weighted {}

    record Cpu(String name, int cores, double ghz, int weight) implements Weighted {}

    /** @param mbps MB/s */
    record Disk(String name, double mbps, int weight) implements Weighted {}

    /** The one that comes with the program, read once. */
    static OfferTable builtIn() {
        return BuiltIn.TABLE;
    }

    private static final class BuiltIn {
        static final OfferTable TABLE = read();
    }

    private static OfferTable read() {
        try (InputStream file = OfferTable.class.getResourceAsStream("/io/vastctl/simulator/offers.yaml")) {
            return new YAMLMapper()
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .readValue(file, OfferTable.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the built-in table of offers", e);
        }
    }
}
