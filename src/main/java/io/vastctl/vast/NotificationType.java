package io.vastctl.vast;

import java.util.Set;

/**
 * A kind of news that Vast.ai can send.
 *
 * @param key {@code client:low_credit}, {@code client:outbid}
 * @param displayName as the console words it; the key if it has no words
 * @param defaultChannels {@code email}, {@code webhooks}: those it goes to unless the account says otherwise
 */
record NotificationType(String key, String displayName, Set<String> defaultChannels) {

    public NotificationType {
        defaultChannels = Set.copyOf(defaultChannels);
    }
}
