package io.vastctl.vast;

import static io.vastctl.vast.ApiProblem.AUTH;
import static io.vastctl.vast.ApiProblem.BAD_PRICE;
import static io.vastctl.vast.ApiProblem.FORBIDDEN;
import static io.vastctl.vast.ApiProblem.INVALID;
import static io.vastctl.vast.ApiProblem.NOT_FOUND;
import static io.vastctl.vast.ApiProblem.NO_CREDIT;
import static io.vastctl.vast.ApiProblem.OFFER_GONE;
import static io.vastctl.vast.ApiProblem.SERVER;
import static io.vastctl.vast.ApiProblem.THROTTLED;
import static io.vastctl.vast.ApiProblem.UNAVAILABLE;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The codes the API is known to use, the telling ones before the general: an answer may hold {@code
 * invalid_args} in one field and {@code no_such_ask} in the other. Some answers hold no code but a
 * sentence that stands for one.
 */
enum ErrorCode {
    AUTH_ERROR("auth_error", AUTH, "invalid user key", "session expired", "requires login", "two-factor", "2fa"),
    NO_SUCH_ASK("no_such_ask", OFFER_GONE),
    INSUFFICIENT_CREDIT("insufficient_credit", NO_CREDIT, "insufficient credit", "lacks credit"),
    MISSING_BILLING("missing_billing", NO_CREDIT),
    SPEND_RATE_LIMIT("spend_rate_limit", NO_CREDIT),
    INVALID_PRICE("invalid_price", BAD_PRICE),
    NO_SUCH_INSTANCE(
            "no_such_instance",
            NOT_FOUND,
            "no such instance",
            "instance not found",
            "instance with that id does not exist"),
    RESOURCES_UNAVAILABLE("resources_unavailable", UNAVAILABLE),
    RATE_LIMIT_EXCEEDED("rate_limit_exceeded", THROTTLED, "httptoomanyrequests", "requests too frequent"),
    NOT_AUTHORIZED("not_authorized", FORBIDDEN),
    NOT_FOUND_CODE("not_found", NOT_FOUND),
    INVALID_ID("invalid_id", NOT_FOUND),
    DEPRECATED_ENDPOINT("deprecated_endpoint", INVALID),
    NO_PENDING_PRICE_INCREASE("no_pending_price_increase", INVALID),
    NO_SSH_KEY_FOR_VM("no_ssh_key_for_vm", INVALID),
    NO_SSH_KEY("no_ssh_key", INVALID),
    NO_SUCH_SSH_KEY("no_such_ssh_key", INVALID),
    LABEL_TOO_LONG("label_too_long", INVALID),
    INVALID_TOKEN("invalid_token", INVALID),
    INVALID_QUERY("invalid_query", INVALID),
    INVALID_REQUEST("invalid_request", INVALID),
    INVALID_ARGS("invalid_args", INVALID),
    SERVER_ERROR("server_error", SERVER);

    /** Codes that say an instance is not there; a 404 without one of them proves nothing. */
    private static final Set<String> GONE = Set.of("no_such_instance", "not_found");

    private final String code;
    private final ApiProblem problem;
    private final Pattern words;

    ErrorCode(String code, ApiProblem problem, String... phrases) {
        this.code = code;
        this.problem = problem;
        StringBuilder words = new StringBuilder(code);
        for (String phrase : phrases) words.append('|').append(Pattern.quote(phrase));
        // Whole words only: "2fa" is also three digits of many a hash.
        this.words = Pattern.compile("(?<![a-z0-9_])(?:" + words + ")(?![a-z0-9_])");
    }

    /** The most telling code in a text, empty if it holds none. */
    static String in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(known -> known.isIn(lower))
                .findFirst()
                .map(known -> known.code)
                .orElse("");
    }

    static Optional<ApiProblem> problem(String code) {
        return Arrays.stream(values())
                .filter(known -> known.code.equals(code))
                .findFirst()
                .map(known -> known.problem);
    }

    /** Whether a create's 404 with this code still means what 404 means there: the offer is gone. */
    static boolean isVague(String code) {
        return code.isEmpty() || code.equals("not_found") || code.equals("invalid_args") || code.equals("invalid_id");
    }

    /** Whether a refusal says plainly that there is no such instance: by status and by code. */
    static boolean saysGone(VastApiException refused) {
        return refused.status() == 404 && refused.problem() == ApiProblem.NOT_FOUND && GONE.contains(refused.code());
    }

    private boolean isIn(String lower) {
        return words.matcher(lower).find();
    }
}
