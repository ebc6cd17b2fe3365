package io.vastctl.memory.hosts;

import java.time.Instant;

/**
 * A machine, or all machines of a host, that are never barred automatically.
 *
 * @param id machine id or host id, by scope
 */
public record Exemption(Scope scope, long id, String reason, Instant createdAt) {}
