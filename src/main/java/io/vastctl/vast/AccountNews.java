package io.vastctl.vast;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be learned about machines and about what happened to the account. Every method throws {@link
 * VastApiException}.
 *
 * <p>What does not exist, by the OpenAPI description of 2026-08-07 and Vast.ai's own client: no inbox of
 * notifications and no list of an instance's events. Vast.ai sends its news (outbid, low credit, stopped)
 * by e-mail and to webhooks with a public https address; a guard without one reads the same from {@link
 * VastApi#show}, {@link VastApi#currentUser} and {@link PriceIncreases#pending}. What it can do here is to
 * look up who destroyed an instance, and to warn when nobody would be told.
 */
public interface AccountNews {

    /** The newest reports about a machine; none is an empty list. An unknown machine is an exception. */
    List<MachineReport> machineReports(long machineId) throws InterruptedException;

    /** What was done with the account, by us, by others with its key, and in the console. Not in the OpenAPI description. */
    List<AuditEntry> auditLog() throws InterruptedException;

    /** What Vast.ai can send news of. */
    List<NotificationType> notificationTypes() throws InterruptedException;

    /**
     * The account's own choices where it made any; for the rest {@link NotificationType#defaultChannels}
     * counts.
     *
     * @param userId the account's number, from {@link VastApi#currentUser}
     * @return the channels switched on, by key such as {@code client:low_credit}
     */
    Map<String, Set<String>> notificationSettings(long userId) throws InterruptedException;
}
