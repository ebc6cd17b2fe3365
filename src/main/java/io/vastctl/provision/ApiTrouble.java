package io.vastctl.provision;

import io.vastctl.vast.VastApiException;

/** What an API refusal outside an attempt means for the run. */
public final class ApiTrouble {
    private ApiTrouble() {}

    public static RunOutcome outcomeOf(VastApiException e) {
        return switch (e.problem()) {
            case AUTH, FORBIDDEN, NO_CREDIT -> RunOutcome.ACCOUNT;
            default -> RunOutcome.ERROR;
        };
    }
}
