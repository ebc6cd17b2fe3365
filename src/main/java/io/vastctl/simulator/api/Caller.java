package io.vastctl.simulator.api;

import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whom a key stands for. Any key is the account's owner, but for some names to rehearse trouble with, alone or
 * followed by a dash and anything: {@code wrong} is nobody's, {@code 2fa} lacks its two-factor session,
 * {@code expired} had one, {@code team} belongs to a team, {@code readonly} may change nothing and
 * {@code searchonly} may only search. The key that a create answers opens the calls on its own instance.
 *
 * @param scopes what the key may do
 * @param instance the only instance that the key is good for; empty for the account's keys
 */
record Caller(Standing standing, Set<Scope> scopes, OptionalLong instance) {

    /** What the server thinks of a key. */
    enum Standing {
        OWNER,
        TEAM,
        NOBODY,
        TWO_FACTOR_MISSING,
        SESSION_EXPIRED
    }

    private static final Set<Scope> ALL = EnumSet.allOf(Scope.class);
    private static final Set<Scope> READING =
            EnumSet.of(Scope.MISC, Scope.USER_READ, Scope.INSTANCE_READ, Scope.BILLING_READ, Scope.MACHINE_READ);
    private static final Set<Scope> ON_BOX = EnumSet.of(Scope.INSTANCE_READ, Scope.INSTANCE_WRITE);

    static Caller of(String key, Market market) {
        for (Contract contract : market.living()) {
            if (market.instanceKey(contract).equals(key)) {
                return new Caller(Standing.OWNER, ON_BOX, OptionalLong.of(contract.id()));
            }
        }
        return switch (key.replaceFirst("-.*", "")) {
            case "wrong" -> account(Standing.NOBODY, Set.of());
            case "2fa" -> account(Standing.TWO_FACTOR_MISSING, Set.of(Scope.MISC));
            case "expired" -> account(Standing.SESSION_EXPIRED, Set.of());
            case "team" -> account(Standing.TEAM, ALL);
            case "readonly" -> account(Standing.OWNER, READING);
            case "searchonly" -> account(Standing.OWNER, Set.of(Scope.MISC));
            default -> account(Standing.OWNER, ALL);
        };
    }

    private static Caller account(Standing standing, Set<Scope> scopes) {
        return new Caller(standing, scopes, OptionalLong.empty());
    }
}
