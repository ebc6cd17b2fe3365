package io.vastctl.provision.sweep;

import static io.vastctl.provision.Entries.NOW;
import static io.vastctl.provision.Entries.entry;
import static io.vastctl.provision.FakeVast.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.Origin;
import io.vastctl.provision.Entries;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SweepDecisionTest {

    @Test
    void aListedIntentIsAdoptedAndAnUnlistedOneIsACandidateForAbsence() {
        Entry listed = entry("vastctl-a-1", State.INTENDED, 0);
        Entry unlisted = entry("vastctl-b-1", State.UNKNOWN, 0);
        Instance instance = row(5, "vastctl-a-1");

        assertThat(decide(List.of(instance), listed, unlisted))
                .containsExactly(new SweepFinding.Adopt(listed, instance), new SweepFinding.CloseAbsent(unlisted));
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "DESTROYING", "LEAKED", "UNKNOWN", "RETURNED"})
    void whatNobodyLooksAfterIsAnOrphanWhileItIsListedAndGoneOtherwise(State state) {
        Entry entry = entry("vastctl-a-1", state, 5);
        Instance instance = row(5, "vastctl-a-1");

        assertThat(decide(List.of(instance), entry)).containsExactly(new SweepFinding.Orphan(entry, instance));
        assertThat(decide(List.of(), entry)).containsExactly(new SweepFinding.CloseGone(entry));
    }

    @Test
    void whatIsKeptIsTheOperatorsUntilItsLeaseRunsOut() {
        Entry unleased = entry("vastctl-a-1", State.KEPT, 5);
        Entry leased = entry(Entries.intent("vastctl-b-1"), State.KEPT, 6, Optional.of(NOW.plusSeconds(1)));
        Entry overdue = entry(Entries.intent("vastctl-c-1"), State.KEPT, 7, Optional.of(NOW.minusSeconds(1)));
        Instance a = row(5, "vastctl-a-1");
        Instance b = row(6, "vastctl-b-1");
        Instance c = row(7, "vastctl-c-1");

        assertThat(decide(List.of(a, b, c), unleased, leased, overdue))
                .containsExactly(
                        new SweepFinding.Kept(unleased, a),
                        new SweepFinding.Kept(leased, b),
                        new SweepFinding.Overdue(overdue, c));
    }

    @Test
    void aClosedRentalThatIsListedCameBackByItsLabelWhateverItsNumber() {
        Entry gone = entry("vastctl-a-1", State.GONE, 5);
        Entry absent = entry("vastctl-b-1", State.ABSENT, 0);
        Instance other = row(9, "vastctl-a-1");
        Instance late = row(10, "vastctl-b-1");

        assertThat(decide(List.of(other, late), gone, absent))
                .containsExactly(new SweepFinding.Returned(gone, other), new SweepFinding.Returned(absent, late));
        assertThat(decide(List.of(), gone, absent)).isEmpty();
    }

    @Test
    void aRowWithoutALabelCountsByItsNumberOnTheRealMarketOnly() {
        Entry real = entry("vastctl-a-1", State.GONE, 5);
        Entry served = entry(
                Entries.intent("vastctl-b-1", "http://127.0.0.1:1", Origin.SIMULATED), State.GONE, 6, Optional.empty());
        Instance nameless = row(5, Optional.empty());
        Instance another = row(6, Optional.empty());

        assertThat(decide(List.of(nameless, another), real, served))
                .containsExactly(new SweepFinding.Returned(real, nameless), new SweepFinding.Foreign(another));
    }

    @Test
    void whatALivingProcessLooksAfterIsLeftToItAndItsInstanceNoSignOfAReturn() {
        Entry living = entry("vastctl-a-1", State.CREATED, 5);
        Entry closed = entry("vastctl-b-1", State.GONE, 5);
        Instance instance = row(5, "vastctl-a-1");

        assertThat(new SweepDecision(List.of(closed, living), entry -> true, "vastctl")
                        .findings(List.of(instance), NOW))
                .containsExactly(new SweepFinding.Alive(living, Optional.of(instance)));
    }

    @Test
    void aRentalThatSomebodyGaveAnotherLabelIsNeitherTouchedNorClosed() {
        Entry entry = entry("vastctl-a-1", State.CREATED, 5);
        Instance renamed = row(5, "do-not-touch");

        assertThat(decide(List.of(renamed), entry)).singleElement().isInstanceOf(SweepFinding.OursUnknown.class);
    }

    @Test
    void labelsThatTheJournalDoesNotKnowAreNeverOurs() {
        Instance like = row(1, "vastctl-x-1");
        Instance other = row(2, "vastctlx-1");
        Instance nameless = row(3, Optional.empty());

        assertThat(decide(List.of(like, other, nameless)))
                .containsExactly(
                        new SweepFinding.OursUnknown(like, "its label is not in this journal"),
                        new SweepFinding.Foreign(other),
                        new SweepFinding.Foreign(nameless));
    }

    /** Whatever the journal and the listing say: nothing is called ours that label and journal do not agree on. */
    @Test
    void noCombinationMakesAForeignInstanceOurs() {
        List<Instance> foreign = List.of(row(5, "somebody-else"), row(6, "vastctl-unknown-1"), row(7, "x"));
        for (State state : EnumSet.allOf(State.class))
            for (long number : new long[] {0, 5, 6, 7, 8})
                for (boolean atWork : new boolean[] {true, false})
                    assertThat(new SweepDecision(
                                            List.of(entry("vastctl-a-1", state, number)), entry -> atWork, "vastctl")
                                    .findings(foreign, NOW))
                            .as("%s as %d", state, number)
                            .noneMatch(finding -> finding instanceof SweepFinding.Adopt
                                    || finding instanceof SweepFinding.Orphan
                                    || finding instanceof SweepFinding.Returned
                                    || finding instanceof SweepFinding.Overdue
                                    || finding instanceof SweepFinding.Kept);
    }

    private static List<SweepFinding> decide(List<Instance> listing, Entry... entries) {
        return new SweepDecision(List.of(entries), entry -> false, "vastctl").findings(listing, NOW);
    }
}
