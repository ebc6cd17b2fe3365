package io.vastctl.provision;

import io.vastctl.memory.StoreException;
import io.vastctl.outcome.Failure;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An attempt, and beside it at most one more while it is slow. Who is verified first wins, and the other is given
 * back at once. Over when nothing of either is left, or the winner alone where it is kept.
 */
final class Race {

    private final Surroundings world;
    private final Attempts attempts;
    private final Aftercare aftercare;
    private final Admission admission;
    private final Choice choice;
    private final Hedging hedging;
    private final RunRequest request;
    private final SpendLimit limit;
    private final Troubles troubles;
    private final ReadinessAdapter adapter;
    private final Relay relay;
    private final List<Contender> running = new ArrayList<>();
    private boolean beginning;
    private Optional<Continuation> end = Optional.empty();

    Race(
            Surroundings world,
            Attempts attempts,
            Aftercare aftercare,
            Admission admission,
            Choice choice,
            Hedging hedging,
            RunRequest request,
            SpendLimit limit,
            Troubles troubles,
            ReadinessAdapter adapter) {
        this.world = world;
        this.attempts = attempts;
        this.aftercare = aftercare;
        this.admission = admission;
        this.choice = choice;
        this.hedging = hedging;
        this.request = request;
        this.limit = limit;
        this.troubles = troubles;
        this.adapter = adapter;
        relay = new Relay(world.clock(), world.sleeper());
    }

    /** Why the run may not go on afterwards; empty to try another offer. */
    Optional<Continuation> run(RankedOffer first) {
        Relay.Runner runner = relay.first();
        try {
            compete(runner, new Contender(this, runner, attempts.number(), first, admission.worst(first)), first);
        } catch (RuntimeException | Error e) {
            endForOthers("trouble of our own");
            throw e;
        } finally {
            runner.awaitOthers();
        }
        return troubles.first().map(Continuation::trouble).or(() -> end);
    }

    private void compete(Relay.Runner runner, Contender contender, RankedOffer chosen) {
        running.add(contender);
        try {
            Attempts.Ended ended =
                    attempts.make(contender.number(), chosen, world.withSleeper(runner), adapter, admission, contender);
            running.remove(contender);
            note(contender, ended);
            // Its lease must not end while the other is given back.
            aftercare.takeCareOfWhatIsKept(List.of(ended.result()));
            if (Thread.currentThread().isInterrupted()) runner.interruptOthers();
        } finally {
            running.remove(contender);
        }
    }

    private void note(Contender contender, Attempts.Ended ended) {
        boolean calledOff = contender.isCalledOff()
                && contender
                        .calledOff(ended.result().failure().map(Failure::phase).orElseThrow())
                        .equals(ended.result().failure());
        if (calledOff || ended.end().isEmpty()) return;
        if (ended.result().hadNoRoom() && !others(contender).isEmpty()) {
            // Another run was faster: the first one goes on alone.
            for (Contender other : others(contender))
                hedging.refuse(other, ended.end().get().message());
            return;
        }
        if (end.map(Continuation::outcome).filter(RunOutcome.READY::equals).isEmpty()) end = ended.end();
        RunOutcome outcome = ended.end().get().outcome();
        boolean elsewhere = outcome == RunOutcome.INFRASTRUCTURE || outcome == RunOutcome.NO_OFFER;
        boolean kept = ended.result().cleanup() == Cleanup.KEPT;
        if (!elsewhere || kept) endForOthers(ended.end().get().message());
    }

    private void endForOthers(String why) {
        for (Contender other : running) other.callOff(Contender.RUN_ENDED, "the run had to end: " + why);
    }

    /** What went wrong on our own side. */
    Optional<String> trouble() {
        return troubles.first();
    }

    List<Contender> others(Contender contender) {
        return running.stream().filter(other -> !other.equals(contender)).toList();
    }

    void verified(Contender winner) {
        for (Contender loser : others(winner))
            loser.callOff(Contender.LOST, hedging.story(winner.number(), loser.number()));
    }

    void looked(Contender contender) {
        if (beginning
                || running.size() > 1
                || end.isPresent()
                || troubles.first().isPresent()) return;
        if (hedging.wanted(contender).isEmpty()) return;
        beginning = true;
        relay.start("vastctl-hedge", runner -> hedge(runner, contender));
    }

    private void hedge(Relay.Runner runner, Contender slow) {
        try {
            Optional<RankedOffer> second;
            try {
                second = admitted(runner, slow);
            } finally {
                beginning = false;
            }
            if (second.isPresent()) begin(runner, slow, second.get());
        } catch (InterruptedException e) {
            runner.interruptOthers();
        } catch (VastApiException e) {
            hedging.refuse(slow, "the market cannot be asked: " + e.getMessage());
        } catch (StoreException e) {
            // What runs goes on without the server; nothing is added to it.
            if (e.away()) hedging.refuse(slow, String.valueOf(e.getMessage()));
            else broke(e);
        } catch (RuntimeException | Error e) {
            broke(e);
        }
    }

    private void broke(Throwable trouble) {
        troubles.note(trouble);
        endForOthers("trouble of our own");
    }

    private void begin(Relay.Runner runner, Contender slow, RankedOffer offer) {
        Optional<Slowness> slowness = hedging.wanted(slow);
        if (slowness.isEmpty() || !running.contains(slow) || end.isPresent()) return;
        Contender second = new Contender(this, runner, attempts.number(), offer, admission.worst(offer));
        hedging.begins(new Hedge(second.number(), slow.number(), slowness.get()));
        compete(runner, second, offer);
    }

    /** What to rent beside the slow one. Others take their turns meanwhile, so it may not be wanted any more. */
    private Optional<RankedOffer> admitted(Relay.Runner runner, Contender slow) throws InterruptedException {
        Optional<String> no = noRoom().or(() -> tooLate());
        if (no.isEmpty())
            no = admission
                    .lookAtTheAccount(world.withSleeper(runner), underWay())
                    .map(Continuation::message);
        Optional<RankedOffer> next = no.isPresent() ? Optional.empty() : choice.next(offer -> !slow.isAkinTo(offer));
        if (no.isEmpty()) no = next.map(this::tooMuch).orElse(Optional.of("no offer of another host passes the gates"));
        no.ifPresent(why -> hedging.refuse(slow, why));
        return no.isPresent() ? Optional.empty() : next;
    }

    private Optional<String> noRoom() {
        int most = request.ceilings().maxAttempts();
        return attempts.counted() + running.size() < most
                ? Optional.empty()
                : Optional.of("max-attempts: it would be attempt " + (attempts.counted() + running.size() + 1) + " of "
                        + most);
    }

    private Optional<String> tooLate() {
        Duration needed = hedging.rule().typicalStart();
        Duration left = limit.timeLeft();
        return left.compareTo(needed) >= 0
                ? Optional.empty()
                : Optional.of("deadline: a new start takes about " + needed.toSeconds() + " s, and " + left.toSeconds()
                        + " s are left");
    }

    private Optional<String> tooMuch(RankedOffer offer) {
        return admission
                .tooMuch(offer, underWay())
                .map(failure ->
                        failure.signature() + ": at their worst, both rentals would make it " + failure.evidence());
    }

    private Admission.UnderWay underWay() {
        return new Admission.UnderWay(
                running.stream()
                        .map(contender -> attempts.label(contender.number()))
                        .collect(Collectors.toSet()),
                running.stream().mapToDouble(Contender::ownDollars).sum(),
                running.stream().mapToDouble(Contender::worst).sum());
    }
}
