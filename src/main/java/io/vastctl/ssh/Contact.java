package io.vastctl.ssh;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * One contact with one server: judges its key and remembers what it says outside of commands. One
 * client serves many contacts, so each travels as an attribute of its connection.
 */
final class Contact {

    private static final AttributeKey<Contact> KEY = new AttributeKey<>();
    private static final int LONGEST = 4096;

    private final Predicate<PublicKey> hostKey;
    private final StringBuilder said = new StringBuilder();

    Contact(Predicate<PublicKey> hostKey) {
        this.hostKey = hostKey;
    }

    /** Makes the client bring host keys and texts to the contact of each connection. */
    static void listenOn(SshClient client) {
        client.setServerKeyVerifier((session, address, key) ->
                of(session).map(contact -> contact.hostKey.test(key)).orElse(false));
        client.setUserInteraction(new Banner());
        client.addSessionListener(new SessionListener() {
            @Override
            public void sessionDisconnect(
                    Session session, int reason, String message, String language, boolean initiator) {
                of(session).ifPresent(contact -> contact.hear(message));
            }
        });
    }

    AttributeRepository asAttribute() {
        return AttributeRepository.ofKeyValuePair(KEY, this);
    }

    /** Banner, lines before the version, reason of a disconnect, error output: whatever came, in order. */
    synchronized String said() {
        return said.toString();
    }

    /** What was said until now, such as a greeting, explains no later trouble. */
    synchronized void forget() {
        said.setLength(0);
    }

    synchronized void hear(String text) {
        if (said.length() + text.length() <= LONGEST) said.append(text).append('\n');
    }

    private static Optional<Contact> of(Session session) {
        AttributeRepository context = ((ClientSession) session).getConnectionContext();
        return Optional.ofNullable(context).map(attributes -> attributes.getAttribute(KEY));
    }

    /** Listens and never answers: we log in with a key or not at all. */
    private static final class Banner implements UserInteraction {
        @Override
        public void serverVersionInfo(ClientSession session, List<String> lines) {
            of(session).ifPresent(contact -> lines.forEach(contact::hear));
        }

        @Override
        public void welcome(ClientSession session, String banner, String language) {
            of(session).ifPresent(contact -> contact.hear(banner));
        }

        @Override
        public String[] interactive(
                ClientSession session, String name, String instruction, String lang, String[] prompt, boolean[] echo) {
            return new String[0];
        }

        @Override
        public String getUpdatedPassword(ClientSession session, String prompt, String language) {
            return "";
        }
    }
}
