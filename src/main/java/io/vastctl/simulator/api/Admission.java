package io.vastctl.simulator.api;

import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Market;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may come in: the key, what it may do, and how often. Guarded by the {@link MarketApi} that holds it. */
final class Admission {

    /** Where the server words a bad key as "not found", as documented for search and billing. */
    private static final Set<Endpoint> BAD_KEY_IS_404 =
            EnumSet.of(Endpoint.SEARCH, Endpoint.CHARGES, Endpoint.INVOICES);
    /** Where it words a missing one as "forbidden". */
    private static final Set<Endpoint> NO_KEY_IS_403 = EnumSet.of(Endpoint.CHARGES, Endpoint.INVOICES);
    /** What the key of a box is good for, on its own box. */
    private static final Set<Endpoint> ON_OWN_BOX = EnumSet.of(Endpoint.SHOW, Endpoint.MANAGE, Endpoint.DESTROY);

    private final Market market;
    private final Limits limits = new Limits();

    Admission(Market market) {
        this.market = market;
    }

    /** The refusal, or empty for a call that may go on. */
    Optional<Answer> refusal(Endpoint endpoint, Call call, Instant arrival) {
        Optional<String> key = call.anyKey();
        if (key.isEmpty()) return Optional.of(noKey(endpoint));
        return wrongKey(endpoint, call, Caller.of(key.get(), market))
                .or(() -> limits.refuses(endpoint, key.get(), arrival));
    }

    private static Answer noKey(Endpoint endpoint) {
        return NO_KEY_IS_403.contains(endpoint)
                ? ApiError.answer(403, "auth_error", "This action requires login.")
                : badKey(endpoint);
    }

    private static Answer badKey(Endpoint endpoint) {
        return ApiError.answer(BAD_KEY_IS_404.contains(endpoint) ? 404 : 401, "auth_error", "Invalid user key");
    }

    private static Optional<Answer> wrongKey(Endpoint endpoint, Call call, Caller caller) {
        if (caller.instance().isPresent())
            return notItsOwn(endpoint, call, caller.instance().getAsLong());
        return switch (caller.standing()) {
            case NOBODY -> Optional.of(badKey(endpoint));
            case SESSION_EXPIRED ->
                Optional.of(ApiError.answer(404, "auth_error", "Session expired. Please log in again."));
            case TWO_FACTOR_MISSING ->
                endpoint.scope() == Scope.MISC
                        ? Optional.empty()
                        : Optional.of(ApiError.answer(
                                401,
                                "auth_error",
                                "Two Factor Authentication is required: log in with a 2FA session."));
            case TEAM ->
                endpoint == Endpoint.ADD_SSH_KEY
                        ? Optional.of(ApiError.uncoded(400, "team SSH keys are not supported"))
                        : Optional.empty();
            case OWNER -> missingScope(endpoint, caller);
        };
    }

    private static Optional<Answer> missingScope(Endpoint endpoint, Caller caller) {
        if (caller.scopes().contains(endpoint.scope())) return Optional.empty();
        boolean writes = endpoint.scope().name().endsWith("_WRITE");
        return Optional.of(ApiError.answer(
                writes ? 403 : 401,
                "not_authorized",
                "This key lacks the permission " + endpoint.scope().name().toLowerCase(Locale.ROOT) + "."));
    }

    private static Optional<Answer> notItsOwn(Endpoint endpoint, Call call, long instance) {
        if (!ON_OWN_BOX.contains(endpoint)) return Optional.of(badKey(endpoint));
        return call.id() == instance ? Optional.empty() : Optional.of(ApiError.noSuchInstance(call.id()));
    }
}
