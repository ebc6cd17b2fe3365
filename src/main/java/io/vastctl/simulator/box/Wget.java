package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.Call;
import io.vastctl.simulator.box.shell.Files;
import io.vastctl.simulator.box.shell.Flags;
import java.net.URI;
import java.util.Optional;

/** {@code wget} in the box, for a look at the box's own server. */
final class Wget {

    private static final int NO_NETWORK = 4;
    private static final int SERVER_ERROR = 8;

    private final Machine machine;

    Wget(Machine machine) {
        this.machine = machine;
    }

    int run(Call call) {
        Flags flags =
                Flags.of(call.arguments(), "qSc quiet spider no-verbose", "OTt header timeout tries output-document");
        if (flags.problem().isPresent()) return call.fail(2, flags.problem().get());
        if (flags.operands().isEmpty()) return call.fail(1, "missing URL");
        String written = flags.operands().get(0);
        URI url = URI.create(written.contains("://") ? written : "http://" + written);
        String host = Optional.ofNullable(url.getHost()).orElse("");
        if (!LocalServer.isHere(machine, host)) {
            return said(call, flags, NO_NETWORK, "wget: unable to resolve host address '" + host + "'");
        }
        int port = url.getPort() < 0 ? 80 : url.getPort();
        if (!LocalServer.answers(machine, port)) {
            return said(
                    call, flags, NO_NETWORK, "Connecting to " + host + ":" + port + "... failed: Connection refused.");
        }
        Optional<String> bearer = flags.value("header")
                .filter(header -> header.matches("(?i)authorization: *bearer .*"))
                .map(header ->
                        header.replaceFirst("(?i)authorization: *bearer +", "").strip());
        String path = url.getPath().isEmpty() ? "/" : url.getPath();
        VllmReply reply = machine.vllm().answer(new VllmApi.Request("GET", path, bearer, ""));
        if (reply.status() >= 400) return said(call, flags, SERVER_ERROR, "ERROR " + reply.status());
        if (flags.has("spider")) return 0;
        String target = flags.value("O", "output-document")
                .orElseGet(() -> Files.name(path).isEmpty() ? "index.html" : Files.name(path));
        if (target.equals("-")) call.out(reply.body());
        else machine.files().write(call.path(target), reply.body());
        return 0;
    }

    private static int said(Call call, Flags flags, int status, String text) {
        if (!flags.has("q", "quiet")) call.io().err().line(text);
        return status;
    }
}
