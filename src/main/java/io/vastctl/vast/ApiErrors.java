package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the API says when it says no: HTTP status, then {@code success}, then {@code error}, then
 * the text, in that order, because each of them has been seen missing or wrong. Pure.
 */
final class ApiErrors {

    private static final Pattern THRESHOLD = Pattern.compile("threshold\\s*=\\s*([0-9]+(?:\\.[0-9]+)?)");
    private static final double LONGEST_PAUSE_SECONDS = 60;
    /** More than any message needs, in bytes; a whole page need not be decoded and searched. */
    private static final int LONGEST_RAW = 20_000;

    private final Scrubber scrubber;

    ApiErrors(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    /** The refusal in an answer; empty if it is none. A 200 that says {@code success: false} is one. */
    Optional<Refusal> in(CallKind kind, Answer answer) {
        if (!answer.succeeded()) return Optional.of(read(kind, answer, Json.tree(answer.body())));
        // A search answer is megabytes and says no "success"; its reader looks for itself.
        if (kind == CallKind.SEARCH) return Optional.empty();
        return Json.tree(answer.body()).filter(ApiErrors::saysNo).map(body -> read(kind, answer, Optional.of(body)));
    }

    /** The refusal that this answer is known to be. */
    Refusal read(CallKind kind, Answer answer) {
        return read(kind, answer, Json.tree(answer.body()));
    }

    /** An answer that is not what the documentation promises. */
    Refusal unusable(CallKind kind, int status, String why) {
        return new Refusal(
                ApiProblem.SERVER,
                status,
                "",
                kind.words() + ": " + scrubber.clean(why),
                0,
                Optional.empty(),
                Optional.empty());
    }

    /** Says so, or is silent about success and names an error. */
    static boolean saysNo(JsonNode body) {
        JsonNode success = body.path("success");
        if (success.isBoolean()) return !success.booleanValue();
        if ("false".equalsIgnoreCase(success.asText())) return true;
        return namesAnError(body.path("error"));
    }

    private static boolean namesAnError(JsonNode error) {
        if (error.isTextual()) return !error.textValue().isBlank();
        if (error.isNumber()) return error.doubleValue() != 0;
        return error.isContainerNode() ? !error.isEmpty() : error.asBoolean();
    }

    /**
     * The refusal hidden in an answer that is about to be read as "there is none": a known code beside the
     * null that says anything else than that.
     */
    Optional<Refusal> contradicting(CallKind kind, Answer answer) {
        return Optional.of(read(kind, answer))
                .filter(told -> !told.code().isEmpty() && told.problem() != ApiProblem.NOT_FOUND);
    }

    /** The contract that a create answer names, 0 for none. */
    static long newContract(JsonNode body) {
        long contract = Json.wholeNumber(body.path("new_contract")).orElse(0);
        return Math.max(0, contract);
    }

    private Refusal read(CallKind kind, Answer answer, Optional<JsonNode> json) {
        Optional<JsonNode> body = json.filter(JsonNode::isObject);
        boolean html = body.isEmpty() && looksLikeHtml(answer);
        String raw = raw(answer, body, html);
        String code = ErrorCode.in(raw);
        ApiProblem problem = problem(kind, answer.status(), html, body.isPresent(), code);
        return new Refusal(
                problem,
                answer.status(),
                code,
                message(kind, answer, code, raw),
                body.map(ApiErrors::newContract).orElse(0L),
                problem == ApiProblem.THROTTLED ? pause(kind, answer, body, raw) : Optional.empty(),
                Optional.empty());
    }

    private static ApiProblem problem(CallKind kind, int status, boolean html, boolean json, String code) {
        if (status == 429 || (status == 403 && html)) return ApiProblem.THROTTLED;
        if (status == 401) return ApiProblem.AUTH;
        if (status >= 500 || (status >= 300 && status < 400)) return ApiProblem.SERVER;
        Optional<ApiProblem> named = ErrorCode.problem(code);
        // "Not your own machine" comes as 403 invalid_args: there the status knows better.
        if (status == 403 && named.filter(known -> known != ApiProblem.INVALID).isEmpty()) return ApiProblem.FORBIDDEN;
        if (kind == CallKind.CREATE && isGone(status) && json && ErrorCode.isVague(code)) return ApiProblem.OFFER_GONE;
        if (named.isPresent()) return named.get();
        if (status == 411) return ApiProblem.NO_CREDIT;
        if (isGone(status)) return ApiProblem.NOT_FOUND;
        return status < 300 ? ApiProblem.SERVER : ApiProblem.INVALID;
    }

    private static boolean isGone(int status) {
        return status == 404 || status == 410;
    }

    private static boolean looksLikeHtml(Answer answer) {
        String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("text/html") || beginning(answer).stripLeading().startsWith("<");
    }

    private static String raw(Answer answer, Optional<JsonNode> body, boolean html) {
        if (html) return "an HTML page in place of an answer";
        String raw = body.map(ApiErrors::words).orElseGet(() -> beginning(answer));
        return raw.length() <= LONGEST_RAW ? raw : raw.substring(0, LONGEST_RAW);
    }

    private static String beginning(Answer answer) {
        return new String(answer.body(), 0, Math.min(answer.body().length, LONGEST_RAW), StandardCharsets.UTF_8);
    }

    /** Error and text of the envelope, in all their spellings; the whole body if it has none of them. */
    private static String words(JsonNode body) {
        StringBuilder words = new StringBuilder();
        for (String name : new String[] {"error", "msg", "message", "detail"}) {
            JsonNode field = body.path(name);
            if (field.isMissingNode() || field.isNull()) continue;
            String text = field.isTextual() ? field.textValue() : field.toString();
            if (!text.isBlank()) words.append(words.isEmpty() ? "" : ": ").append(text);
        }
        return words.isEmpty() ? body.toString() : words.toString();
    }

    private String message(CallKind kind, Answer answer, String code, String raw) {
        String text = scrubber.clean(raw);
        String where = isRedirect(answer) ? "; it points to " + scrubber.clean(target(answer)) : "";
        boolean said = code.isEmpty() || text.contains(code);
        return kind.words() + ": HTTP " + answer.status() + (said ? "" : " " + code) + where
                + (text.isEmpty() ? "" : ": " + text);
    }

    private static boolean isRedirect(Answer answer) {
        return answer.status() >= 300 && answer.status() < 400;
    }

    /** Scheme and host only: the rest of a redirect may repeat what we sent. */
    private static String target(Answer answer) {
        Matcher start = Pattern.compile("^https?://[A-Za-z0-9.:\\[\\]-]{1,100}")
                .matcher(answer.header("Location").orElse(""));
        return start.find() ? start.group() + ", which is not followed; check the API address" : "another page";
    }

    private static Optional<Duration> pause(CallKind kind, Answer answer, Optional<JsonNode> body, String raw) {
        Matcher threshold = THRESHOLD.matcher(raw);
        double named = Math.max(
                threshold.find() ? Double.parseDouble(threshold.group(1)) : 0,
                Math.max(
                        body.map(json -> Json.number(json.path("retry_after")).orElse(0))
                                .orElse(0.0),
                        seconds(answer.header("Retry-After").orElse(""))));
        if (named <= 0) return Optional.empty();
        Duration pause = Duration.ofMillis(Math.round(Math.min(named, LONGEST_PAUSE_SECONDS) * 1000));
        return Optional.of(pause.compareTo(kind.penalty()) < 0 ? kind.penalty() : pause);
    }

    /** A Retry-After with a date reads as none: our own growing wait does as well. */
    private static double seconds(String header) {
        return header.strip().matches("[0-9]{1,9}(\\.[0-9]{1,3})?") ? Double.parseDouble(header.strip()) : 0;
    }
}
