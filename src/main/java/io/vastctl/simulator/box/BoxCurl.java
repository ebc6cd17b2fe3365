package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Registry;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The curl of a box, asking the box's own server. */
final class BoxCurl {

    private static final Pattern WRITE_OUT =
            Pattern.compile("(?:-w|--write-out)[ =]*(?:'([^']*)'|\"([^\"]*)\"|(\\S+))");
    private static final Pattern FAILS_ON_ERROR = Pattern.compile("\\s(?:-[a-zA-Z]*f[a-zA-Z]*|--fail)\\b");
    private static final int REFUSED = 7;
    private static final int HTTP_ERROR = 22;

    private final Contract contract;
    private final Instant now;

    BoxCurl(Contract contract, Instant now) {
        this.contract = contract;
        this.now = now;
    }

    ShellAnswer run(String command) {
        if (!contract.server().listening(now)) {
            String error = "curl: (7) Failed to connect to 127.0.0.1 port "
                    + contract.order().serverPort() + " after 0 ms: Couldn't connect to server\n";
            return new ShellAnswer(REFUSED, writeOut(command, 0), error);
        }
        if (command.contains("/v1/") && !authorised(command)) {
            return reply(command, 401, "{\"error\":\"Unauthorized\"}");
        }
        if (command.contains("/v1/models")) {
            return reply(command, 200, BoxHttp.models(contract).toString());
        }
        if (command.contains("/version")) {
            String version = Registry.versionText(contract.order().image());
            return reply(command, 200, "{\"version\":\"" + version + "\"}");
        }
        return reply(command, 200, "");
    }

    private ShellAnswer reply(String command, int status, String body) {
        boolean failed = status >= 400 && FAILS_ON_ERROR.matcher(command).find();
        boolean silent = failed || command.contains("-o /dev/null") || command.contains("-o/dev/null");
        String text = (silent ? "" : body) + writeOut(command, status);
        String error = failed ? "curl: (22) The requested URL returned error: " + status + "\n" : "";
        return new ShellAnswer(failed ? HTTP_ERROR : 0, text, error);
    }

    /** Whether the command carries the key, by a header or a file of headers. */
    private boolean authorised(String command) {
        return contract.order().serverKey().isEmpty()
                || command.contains("Authorization")
                || command.contains("-H @")
                || command.contains("-K")
                || command.contains("--config");
    }

    private static String writeOut(String command, int status) {
        Matcher format = WRITE_OUT.matcher(command);
        if (!format.find()) return "";
        for (int group = 1; group <= 3; group++) {
            String text = format.group(group);
            if (text != null)
                return text.replace("%{http_code}", String.format("%03d", status))
                        .replace("\\n", "\n");
        }
        return "";
    }
}
