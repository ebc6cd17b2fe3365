package io.vastctl.vast;

/** The kinds of refusal that need different handling; see docs/reference/vast-api-errors.md. */
public enum ApiProblem {
    /** Key missing, wrong, expired, or two-factor session needed. Also some 404s. */
    AUTH,
    /** The key is good and lacks a right. */
    FORBIDDEN,
    /** No credit, no billing, or a new account's spending limit. */
    NO_CREDIT,
    /** The offer is gone, or the bid was below the floor. */
    OFFER_GONE,
    /** The bid or price was refused. */
    BAD_PRICE,
    /** No such instance. */
    NOT_FOUND,
    /** Our request was wrong; repeating it would not help. */
    INVALID,
    /** Resources are taken at the moment. */
    UNAVAILABLE,
    /** Too many calls, or the edge throttling with an HTML 403; passes by itself. */
    THROTTLED,
    /** 5xx, or 200 with something that is not the promised answer. */
    SERVER,
    /** No answer: refused, reset, timed out, unknown host. */
    TRANSPORT
}
