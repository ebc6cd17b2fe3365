package io.vastctl.vast;

import java.time.Instant;
import java.util.Optional;

/**
 * What Vast.ai says that one instance has cost the account, from its creation on.
 *
 * @param label as the instance had it; empty where the row tells none
 * @param dollars USD, rounded by Vast.ai to a tenth of a cent
 * @param until up to when it is charged; empty if the row does not tell
 */
public record Charge(long instanceId, Optional<String> label, double dollars, Optional<Instant> until) {}
