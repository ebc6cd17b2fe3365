package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import java.util.Optional;

/**
 * Tells what came of a create: rented, refused, or nobody knows. Leaning to "nobody knows": taking an
 * unclear answer for a refusal would leave a rental behind. Pure.
 */
final class CreateAnswer {

    private static final String MAY_EXIST = "; the instance may exist all the same";

    private final ApiErrors errors;

    CreateAnswer(ApiErrors errors) {
        this.errors = errors;
    }

    /**
     * @throws VastApiException it was refused, or never left this machine
     * @throws UnclearCreateException it may have been carried out
     */
    Created read(Exchange exchange) {
        if (exchange instanceof Exchange.Lost lost) throw lost(lost);
        Answer answer = ((Exchange.Answered) exchange).answer();
        if (isDefiniteNo(answer.status())) {
            throw errors.read(CallKind.CREATE, answer).toException();
        }
        return answer.succeeded() ? accepted(answer) : inDoubt(answer);
    }

    /** 408 is left out: a server that stopped waiting may have read enough. */
    private static boolean isDefiniteNo(int status) {
        return status >= 300 && status < 500 && status != 408;
    }

    private Created accepted(Answer answer) {
        Optional<JsonNode> body = Json.tree(answer.body()).filter(JsonNode::isObject);
        if (answer.truncated() || body.isEmpty()) throw unclear(answer.status(), "no readable answer");
        long contract = ApiErrors.newContract(body.get());
        if (ApiErrors.saysNo(body.get())) {
            throw errors.read(CallKind.CREATE, answer).toException();
        }
        if (contract == 0) throw unclear(answer.status(), "the answer names no contract");
        return new Created(contract);
    }

    /** A gateway's 5xx says nothing about what happened behind it, unless it names the contract. */
    private Created inDoubt(Answer answer) {
        Refusal refusal = errors.read(CallKind.CREATE, answer);
        if (refusal.newContract() > 0) throw refusal.toException();
        throw new UnclearCreateException(refusal.problem(), answer.status(), refusal.message() + MAY_EXIST);
    }

    private static VastApiException lost(Exchange.Lost lost) {
        Refusal refusal = Refusal.transport(CallKind.CREATE, lost.line(), lost.cause());
        if (!lost.sent()) return refusal.toException();
        return new UnclearCreateException(refusal.problem(), 0, refusal.message() + MAY_EXIST, lost.cause());
    }

    private static UnclearCreateException unclear(int status, String why) {
        return new UnclearCreateException(
                ApiProblem.SERVER, status, CallKind.CREATE.words() + ": HTTP " + status + ", " + why + MAY_EXIST);
    }
}
