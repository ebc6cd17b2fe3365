package io.vastctl.vast;

/**
 * One thing about a request that the description does not allow.
 *
 * @param operation method and path as described, {@code PUT /api/v0/asks/{id}}
 * @param where the place in the request: {@code path}, {@code query.owner}, {@code body.env}
 * @param rule the rule that it breaks: {@code type}, {@code enum}, {@code unknown}
 * @param detail for people
 */
record Finding(String operation, String where, String rule, String detail) {

    @Override
    public String toString() {
        return operation + " " + where + ": " + rule + ", " + detail;
    }
}
