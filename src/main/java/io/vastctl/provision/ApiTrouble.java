package io.vastctl.provision;

import io.vastctl.vast.VastApiException;

/** What an API refusal outside an attempt means for the run. */
final class ApiTrouble {
    private ApiTrouble() {}

    static RunOutcome outcomeOf(VastApiException e) {
        return switch (e.problem()) {
            case AUTH, FORBIDDEN, NO_CREDIT -> RunOutcome.ACCOUNT;
            default -> RunOutcome.ERROR;
        };
    }
}
