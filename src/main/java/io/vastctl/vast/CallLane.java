package io.vastctl.vast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Who waits to make one kind of call, in the order in which they came; who ends something goes before the others. A turn
 * is taken when it has come, and not before, so that a pause or a latecomer moves all who wait. Not safe for several
 * threads; knows no clock.
 */
final class CallLane {

    /** A place in the lane, and nothing else. */
    static final class Place {
        private final boolean urgent;

        private Place(boolean urgent) {
            this.urgent = urgent;
        }
    }

    private record Pause(Instant from, Duration length) {
        Instant end() {
            return from.plus(length);
        }
    }

    private final int calls;
    private final Duration period;
    private final List<Place> waiting = new ArrayList<>();
    /** When the last calls went, at most {@link #calls} of them. */
    private final Deque<Instant> gone = new ArrayDeque<>();

    private Optional<Pause> pause = Optional.empty();

    /** At most so many calls within the period. */
    CallLane(int calls, Duration period) {
        this.calls = calls;
        this.period = period;
    }

    /**
     * Comes to wait.
     *
     * @param urgent goes before all who are not
     */
    Place enter(boolean urgent) {
        Place place = new Place(urgent);
        int at = waiting.size();
        while (urgent && at > 0 && !waiting.get(at - 1).urgent) at--;
        waiting.add(at, place);
        return place;
    }

    /** Waits no more, whether it called or not. */
    void leave(Place place) {
        waiting.remove(place);
    }

    /** Until its turn comes, as things stand; zero if it has come. */
    Duration left(Place place, Instant now) {
        forgetTheFuture(now);
        Deque<Instant> going = new ArrayDeque<>(gone);
        Instant turn = now;
        for (Place next : waiting) {
            turn = turn(going, turn);
            if (next.equals(place)) break;
            note(going, turn);
        }
        return Duration.between(now, turn);
    }

    /** A call goes out now. */
    void went(Instant now) {
        note(gone, now);
    }

    /** Nobody's turn comes for so long. */
    void hold(Instant now, Duration length) {
        Pause told = new Pause(now, length);
        pause = pause.filter(before -> before.end().isAfter(told.end())).or(() -> Optional.of(told));
    }

    private Instant turn(Deque<Instant> going, Instant earliest) {
        Instant turn = pause.map(Pause::end).filter(earliest::isBefore).orElse(earliest);
        if (going.size() < calls) return turn;
        Instant free = going.getFirst().plus(period);
        return free.isAfter(turn) ? free : turn;
    }

    private void note(Deque<Instant> going, Instant moment) {
        if (going.size() >= calls) going.removeFirst();
        going.addLast(moment);
    }

    /** What is still to come has not happened: the clock was set back, and that must not turn into an hour's wait. */
    private void forgetTheFuture(Instant now) {
        pause = pause.map(told -> told.from().isAfter(now) ? new Pause(now, told.length()) : told);
        if (gone.stream().noneMatch(now::isBefore)) return;
        List<Instant> past =
                gone.stream().map(moment -> moment.isAfter(now) ? now : moment).toList();
        gone.clear();
        gone.addAll(past);
    }
}
