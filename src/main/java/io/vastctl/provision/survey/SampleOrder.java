package io.vastctl.provision.survey;

import io.vastctl.memory.Bounds;
import io.vastctl.offer.Offer;
import io.vastctl.provision.RentalTerms;
import io.vastctl.provision.RentedMachine;
import io.vastctl.provision.RunRequest;
import io.vastctl.vast.RentalOrder;
import io.vastctl.workload.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The order of a run before anything is known of the offer but that it has open ports. */
public final class SampleOrder {
    private SampleOrder() {}

    /** Lines of a container's log that are asked for after a failure that no login could explain. */
    public static final int LAST_WORDS = RentedMachine.LOG_LINES;

    /** In place of every secret. */
    private static final String SECRET = "[hidden]";

    /**
     * Puts it together as a run does.
     *
     * @param runId in place of the run's
     */
    public static RentalOrder of(RunRequest request, long offerId, String runId, String startScript) {
        Workload workload = request.demand().workload();
        Map<String, String> passed = new HashMap<>();
        workload.passEnvironment().forEach(name -> passed.put(name, SECRET));
        return new RentalTerms(
                        runId,
                        request.labels(runId) + 1,
                        offer(offerId),
                        workload,
                        request.demand().filter().rentalType(),
                        0,
                        SECRET,
                        passed,
                        new RentalTerms.Books(
                                request.origin(),
                                "",
                                OptionalLong.empty(),
                                request.purpose(),
                                new Bounds(request.ceilings().maxSpendDollars(), Optional.empty(), request.lease())))
                .order(startScript);
    }

    private static Offer offer(long offerId) {
        return new Offer(
                offerId,
                0,
                0,
                List.of(),
                "",
                Optional.empty(),
                1,
                0,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                0,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.of(1),
                OptionalDouble.empty(),
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                "gpu");
    }
}
