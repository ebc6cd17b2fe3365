package io.vastctl.vast;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One action that somebody took with the account. The arguments are left out but for the number of the
 * instance: they hold environments and keys.
 *
 * @param route the server's name of the action, such as {@code api.instance_DELETE} or {@code api.ask_PUT}
 * @param instanceId the instance it was about, where the arguments name one
 */
record AuditEntry(Optional<Instant> at, String route, OptionalLong instanceId) {}
