package io.vastctl.simulator.market;

import java.util.Optional;

/**
 * What the API says of a contract at one moment: four words and a free text, none of which alone tells whether the
 * box can be used.
 *
 * @param actualStatus {@code actual_status}, what the container does; empty is the API's null
 * @param curState {@code cur_state}, what the contract does
 * @param nextState {@code next_state}, what the contract will do
 * @param intendedStatus {@code intended_status}, what was last asked for
 * @param statusMessage {@code status_msg}, the host's free text; empty is the API's null
 */
public record ContractState(
        Optional<String> actualStatus,
        String curState,
        String nextState,
        String intendedStatus,
        Optional<String> statusMessage) {

    static ContractState all(Optional<String> actual, String state, Optional<String> message) {
        return new ContractState(actual, state, state, state, message);
    }
}
