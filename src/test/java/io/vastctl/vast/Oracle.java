package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.instance.Instance;
import io.vastctl.offer.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold between what a server wrote and what the client made of it, whatever the server wrote. */
final class Oracle {

    private final ClientCall call;
    private final List<RawServer.Served> served;

    /** @param served requests of that one call, files fetched from elsewhere left out */
    Oracle(ClientCall call, List<RawServer.Served> served) {
        this.call = call;
        this.served = served;
    }

    void accepts(Object result) {
        onlyHarmlessRepeats();
        switch (call) {
            case SHOW, SHOW_GONE -> shown((Optional<?>) result);
            case LIST, LIST_PAGE -> listed((List<?>) result);
            case DESTROY -> destroyed();
            case CREATE -> created((Created) result);
            case START -> started((StartAnswer) result);
            case ACCEPT, REJECT -> answered((Boolean) result, "no_pending_price_increase", 404, 409);
            case DELETE_KEY -> answered((Boolean) result, "no_ssh_key", 400, 404);
            case DETACH_KEY -> answered((Boolean) result, "no_such_ssh_key", 400, 404);
            case ACCOUNT_KEYS -> keys((Collection<?>) result);
            case REPORTS ->
                assertThat((Collection<?>) result).hasSize(last().json().size());
            case SEARCH -> offers((Collection<?>) result);
            case USER -> user((Account) result);
            case ATTACH -> assertThat(last().good() && !last().refuses()).isTrue();
            case AUDIT_LOG -> assertThat(last().json().isArray()).isTrue();
            default -> assertThat(last().goodObject()).isTrue();
        }
    }

    void accepts(VastApiException refused) {
        onlyHarmlessRepeats();
        assertThat(refused.getMessage())
                .doesNotContain(ClientFixture.SECRET, "\n")
                .hasSizeLessThan(500);
        assertThat(refused.problem()).isNotNull();
        Optional<Told> last = lastTold();
        if (last.filter(told -> told.status() == 401).isPresent()) {
            assertThat(refused.problem()).isEqualTo(ApiProblem.AUTH);
        }
        boolean unclear = refused instanceof UnclearCreateException || refused instanceof UnclearCallException;
        if (unclear) assertThat(call.unrepeatable()).isTrue();
        if (!call.unrepeatable() || served.isEmpty()) return; // harmless, or given up before it got there
        if (last.isEmpty()) assertThat(unclear).as("unclear").isTrue();
        else if (refused.status() == 0) return; // the last try got no answer; told is of the one before
        else if (call == ClientCall.CREATE) createRefused(last, unclear);
        else assertThat(unclear).as("unclear").isEqualTo(mayBeDone(last.get()));
    }

    /** A good status with a refusal in it is a definite no; without a readable answer nobody knows. */
    private static boolean mayBeDone(Told told) {
        return told.leavesOpen() || (told.good() && !told.refuses());
    }

    private static void createRefused(Optional<Told> last, boolean unclear) {
        if (unclear) assertThat(last.isEmpty() || mayBeDone(last.get())).isTrue();
        else
            assertThat(last.filter(told ->
                            !mayBeDone(told) || told.json().path("new_contract").isValueNode()))
                    .as("a refusal that was said")
                    .isPresent();
    }

    private void onlyHarmlessRepeats() {
        if (call == ClientCall.CREATE) assertThat(served).hasSizeLessThanOrEqualTo(1);
        if (!call.unrepeatable()) return;
        for (RawServer.Served earlier : served.subList(0, Math.max(0, served.size() - 1))) {
            assertThat(earlier.reply().told().filter(told -> !mayBeDone(told)))
                    .as("sent again after this surely did nothing")
                    .isPresent();
        }
    }

    private void shown(Optional<?> result) {
        if (result.isPresent()) {
            assertThat(((Instance) result.get()).instanceId()).isEqualTo(312);
            return;
        }
        boolean plainNull =
                last().goodObject() && last().json().path("instances").isNull() && !last().saysBadKey();
        assertThat(plainNull || last().saysGone()).as("gone").isTrue();
    }

    /** The whole list: all pages, each with all its rows, the last with its end. */
    private void listed(List<?> result) {
        Set<Long> ids = new TreeSet<>();
        for (RawServer.Served one : served) {
            Optional<Told> page = one.reply().told().filter(Told::goodObject);
            page.ifPresent(told -> told.json()
                    .path("instances")
                    .forEach(row -> ids.add(Json.wholeNumber(row.path("id")).orElseThrow())));
        }
        assertThat(result).extracting(row -> ((Instance) row).instanceId()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(last().goodObject()).isTrue();
        JsonNode end = last().json();
        assertThat(end.path("instances").isArray()).isTrue();
        assertThat(end.path("next_token").asText("").isBlank()
                        || end.path("next_token").isNull())
                .isTrue();
        assertThat(end.path("next_token").isContainerNode()).isFalse();
        assertThat(end.has("next_token") || end.path("total_instances").isValueNode())
                .isTrue();
        assertThat(end.path("total_instances").asDouble()).isLessThanOrEqualTo(result.size());
    }

    private void destroyed() {
        boolean done = last().goodObject() || (last().good() && last().text().isBlank());
        assertThat(done || last().saysGone()).as("destroyed").isTrue();
        assertThat(last().saysBadKey() && !last().goodObject()).isFalse();
    }

    private void created(Created created) {
        assertThat(last().goodObject()).isTrue();
        assertThat(created.instanceId()).isPositive();
        assertThat(last().json().path("new_contract").asDouble()).isEqualTo((double) created.instanceId());
    }

    private void started(StartAnswer answer) {
        if (answer == StartAnswer.ACCEPTED) assertThat(last().goodObject()).isTrue();
        else assertThat(last().text()).contains("resources_unavailable");
    }

    private void answered(boolean done, String stale, int... statuses) {
        if (done) {
            assertThat(last().goodObject()).isTrue();
        } else {
            assertThat(last().status()).isIn(statuses[0], statuses[1]);
            assertThat(last().text()).contains(stale);
        }
    }

    private void keys(Collection<?> result) {
        if (last().status() == 404) {
            assertThat(result).isEmpty();
            assertThat(last().saysBadKey()).isFalse();
            return;
        }
        List<JsonNode> kept = new ArrayList<>();
        last().json().forEach(key -> {
            if (!key.hasNonNull("deleted_at")) kept.add(key);
        });
        assertThat(last().json().isArray()).isTrue();
        assertThat(result).hasSameSizeAs(kept);
    }

    private void offers(Collection<?> result) {
        // Rows are read one by one, and a field that comes twice in one of them is not worth the other rows.
        assertThat(last().json().path("offers").isArray() || last().json().isMissingNode())
                .isTrue();
        assertThat(last().good()).isTrue();
        for (Object row : result) {
            Offer offer = (Offer) row;
            assertThat(offer.dollarsPerHour(1000)).isFinite().isNotNegative();
            assertThat(offer.rentableFor().map(time -> time.toMillis() >= 0)).isNotEqualTo(Optional.of(false));
        }
    }

    private void user(Account account) {
        assertThat(account.creditDollars()).isFinite();
        assertThat(last().json().path("id").asDouble()).isEqualTo((double) account.userId());
    }

    private Told last() {
        return lastTold().orElseThrow(() -> new AssertionError("success after an answer that was none"));
    }

    /** Of the call itself; {@code show} may look into the list afterwards. */
    private Optional<Told> lastTold() {
        List<RawServer.Served> own = call == ClientCall.SHOW || call == ClientCall.SHOW_GONE
                ? served.stream().filter(one -> !one.line().contains("/v1/")).toList()
                : served;
        return own.isEmpty()
                ? Optional.empty()
                : own.get(own.size() - 1).reply().told();
    }
}
