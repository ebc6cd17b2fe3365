package io.vastctl.cli.watch;

import io.vastctl.guard.Rental;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The last hour of looks in a few numbers each, the oldest first. */
record Trail(List<Point> points) {

    /** How far back it goes. */
    public static final Duration SPAN = Duration.ofHours(1);
    /** The most that is kept: a look every 15 s for an hour. */
    static final int MOST = 240;

    public static final Trail EMPTY = new Trail(List.of());

    /**
     * One look.
     *
     * @param spent USD of the day; not a number while unknown
     * @param machines by instance
     */
    record Point(Instant at, double spent, Map<Long, Machine> machines) {
        Point {
            machines = Map.copyOf(machines);
        }
    }

    /**
     * One machine then; not a number where it told none.
     *
     * @param celsius the hottest chip or memory
     * @param speed tokens per second
     */
    record Machine(double celsius, double speed) {}

    public Trail {
        points = List.copyOf(points);
    }

    /** With one look more; what is older than {@link #SPAN} is left behind. */
    public Trail with(Look look) {
        List<Point> more = new ArrayList<>();
        Instant oldest = look.at().minus(SPAN);
        for (Point point : points) if (!point.at().isBefore(oldest)) more.add(point);
        more.add(point(look));
        return new Trail(more.size() > MOST ? more.subList(more.size() - MOST, more.size()) : more);
    }

    private static Point point(Look look) {
        Map<Long, Machine> machines = new HashMap<>();
        for (Rental rental : look.seen().rentals())
            machines.put(rental.instanceId(), new Machine(celsius(rental), speed(rental)));
        return new Point(look.at(), look.seen().purse().spentDay(), machines);
    }

    private static double celsius(Rental rental) {
        OptionalDouble told = rental.heat().celsius();
        return rental.heat().lost() ? Double.NaN : told.orElse(Double.NaN);
    }

    private static double speed(Rental rental) {
        boolean answers = rental.health().misses() == 0 && rental.health().speed() > 0;
        return answers ? rental.health().speed() : Double.NaN;
    }

    /** Degrees C of a machine; not a number where it told none. */
    List<Double> celsius(long instanceId) {
        return values(point -> machine(point, instanceId).celsius());
    }

    /** Tokens per second of a machine; not a number where it gave no answer. */
    List<Double> speed(long instanceId) {
        return values(point -> machine(point, instanceId).speed());
    }

    /** USD of the day; not a number while unknown. */
    List<Double> spent() {
        return values(Point::spent);
    }

    private static Machine machine(Point point, long instanceId) {
        return point.machines().getOrDefault(instanceId, new Machine(Double.NaN, Double.NaN));
    }

    private List<Double> values(Function<Point, Double> value) {
        return points.stream().map(value).toList();
    }
}
