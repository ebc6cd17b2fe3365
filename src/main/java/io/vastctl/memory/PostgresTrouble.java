package io.vastctl.memory;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What went wrong with a server, in one line. The codes are of PostgreSQL's manual, appendix A. */
final class PostgresTrouble {

    private static final int LONGEST_REASON = 200;

    /** The server ended the session: its shutdown, a crash, an administrator, or an idle session. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P05", "25P03");

    private PostgresTrouble() {}

    static boolean isLost(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || ENDED.contains(state);
    }

    /** Also where it is full, out of connections, starting, locked by a writer that hangs, or a standby for the moment. */
    static boolean isAway(SQLException e) {
        String state = state(e);
        boolean noRoom = state.startsWith("53") || state.startsWith("58");
        // A deadlock or a time limit of the role's: the same may go well the next time.
        boolean passing = state.startsWith("40") || state.equals("57014");
        return isLost(e)
                || noRoom
                || passing
                || Set.of("57P03", "55P03", "25006").contains(state);
    }

    /** Bad data, or a rule of the tables that is broken: a value does not get better, and a rule does not go away. */
    static boolean isRefused(SQLException e) {
        String state = state(e);
        return state.startsWith("22") || state.startsWith("23");
    }

    static StoreException of(String what, String name, String host, SQLException e) {
        String reason = reason(e);
        String state = state(e);
        // The driver's words for an address that it cannot read; they have codes of other troubles.
        if (reason.startsWith("No suitable driver") || reason.startsWith("Unable to parse URL"))
            return StoreException.badServer(
                    name, "its address cannot be read", "write it as jdbc:postgresql://host:port/database", e);
        return switch (state) {
            case "28P01", "28000" ->
                StoreException.badServer(
                        name,
                        "it refused the login (" + reason + ")",
                        reason.contains("certificate") ? TlsTrouble.OWN_CERTIFICATE : PASSWORD,
                        e);
            case "3D000" ->
                StoreException.badServer(
                        name, "there is no such database (" + reason + ")", "make it with createdb", e);
            case "42501" ->
                StoreException.readOnly(
                        name, "this is not permitted (" + reason + ")", "see what its role may do there", e);
            case "25006" ->
                StoreException.readOnly(
                        name,
                        "it can only be read (" + reason + ")",
                        "name the primary server, not a standby, and a role that may write",
                        e);
            case "42P01", "42703", "42804", "42883" ->
                StoreException.badServer(
                        name,
                        "its tables are not as vastctl makes them (" + reason + ")",
                        "restore them from a backup",
                        e);
            case "55P03" ->
                StoreException.away(what + ": another process has kept the database " + name + " locked", e);
            case "53300", "57P03" -> StoreException.away(what + " in " + name + ": " + reason, e);
            default ->
                state.startsWith("08")
                        ? unreached(what, name, host, reason, e)
                        : new StoreException(what + " in " + name + ": " + reason, false, isAway(e), e);
        };
    }

    /** Whether it has none to give, or a wrong one; the driver's own word for the first has the code of a broken connection. */
    static boolean isOfThePassword(SQLException e) {
        String state = state(e);
        return state.equals("28P01")
                || (state.startsWith("08") && reason(e).toLowerCase(Locale.ROOT).contains("password"));
    }

    private static final String PASSWORD = "name a file with PGPASSFILE that only you can read, with the line"
            + " host:port:database:user:password, or set PGPASSWORD";

    private static StoreException unreached(String what, String name, String host, String reason, SQLException e) {
        if (isOfThePassword(e))
            return StoreException.badServer(name, "it asks for a password and there is none", PASSWORD, e);
        Optional<TlsTrouble> tls = TlsTrouble.of(e, reason);
        if (tls.isPresent())
            return StoreException.badServer(name, tls.get().butItIs(), tls.get().remedy(), e);
        return StoreException.away(
                what + ": the server " + host + " cannot be reached (" + reason + "); see that it runs, and that "
                        + name + " names it",
                e);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /** The server's sentence, and what the driver says it comes of, in one line. */
    static String reason(SQLException e) {
        String line = String.valueOf(e.getMessage())
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
