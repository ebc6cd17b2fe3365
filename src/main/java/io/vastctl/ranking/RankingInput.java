package io.vastctl.ranking;

import java.time.Instant;

/**
 * Everything that decides the order besides the offers themselves.
 *
 * @param now when it was asked
 */
public record RankingInput(Demand demand, Experience experience, Instant now) {}
