package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.Call;
import io.vastctl.simulator.box.shell.Flags;
import io.vastctl.simulator.box.shell.Output;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code curl} in the box. It reaches the box's own server and the hub of models: there is no internet here. */
final class Curl {

    private static final int NO_URL = 2;
    private static final int BAD_URL = 3;
    private static final int NO_HOST = 6;
    private static final int REFUSED = 7;
    private static final int HTTP_ERROR = 22;
    private static final int CANNOT_WRITE = 23;
    private static final int TIMED_OUT = 28;
    private static final Pattern CONFIGURED = Pattern.compile("header\\s*[=: ]\\s*\"?([^\"\n]*)\"?");
    private static final Pattern BEARER = Pattern.compile("(?im)^authorization:\\s*bearer\\s+(\\S+)\\s*$");

    private final Machine machine;

    Curl(Machine machine) {
        this.machine = machine;
    }

    int run(Call call) {
        Flags flags = Flags.of(
                call.arguments(),
                "sSfkLiIgNvGZ46 silent show-error fail insecure location include head no-buffer verbose ipv4 fail-with-body",
                "omwHXdKAuer output max-time connect-timeout write-out header request data data-raw json config retry"
                        + " user-agent url retry-delay noproxy data-binary");
        if (flags.problem().isPresent()) {
            call.io().err().line("curl: option " + flags.problem().get() + ": is unknown");
            return NO_URL;
        }
        Optional<String> written = flags.operand(0).or(() -> flags.value("url"));
        if (written.isEmpty()) {
            call.io().err().line("curl: (2) no URL specified");
            return NO_URL;
        }
        return ask(call, flags, written.get());
    }

    private int ask(Call call, Flags flags, String written) {
        URI url;
        try {
            url = URI.create(written.contains("://") ? written : "http://" + written);
        } catch (IllegalArgumentException e) {
            return failed(call, flags, BAD_URL, "URL rejected: Malformed input to a URL function");
        }
        String host = Optional.ofNullable(url.getHost()).orElse("");
        int port = url.getPort() < 0 ? (written.startsWith("https") ? 443 : 80) : url.getPort();
        if (new Hub(machine).isAt(host)) return new HubFetch(machine, call, flags).run(url);
        if (!LocalServer.isHere(machine, host)) {
            return failed(call, flags, NO_HOST, "Could not resolve host: " + host);
        }
        if (!LocalServer.answers(machine, port)) {
            String text = "Failed to connect to " + host + " port " + port + " after 0 ms: Couldn't connect to server";
            return failed(call, flags, REFUSED, text);
        }
        VllmReply reply = machine.vllm().answer(request(call, flags, url));
        return given(call, flags, reply, written);
    }

    private VllmApi.Request request(Call call, Flags flags, URI url) {
        Optional<String> data = flags.value("d", "data", "data-raw", "data-binary", "json");
        String body = data.map(text ->
                        text.startsWith("@") ? call.read(text.substring(1)).orElse("") : text)
                .orElse("");
        String method = flags.value("X", "request")
                .orElse(flags.has("I", "head") ? "GET" : data.isPresent() && !flags.has("G") ? "POST" : "GET");
        String path = url.getPath().isEmpty() ? "/" : url.getPath();
        Matcher bearer = BEARER.matcher(headers(call, flags));
        return new VllmApi.Request(method, path, bearer.find() ? Optional.of(bearer.group(1)) : Optional.empty(), body);
    }

    /** All that is given on the line, in files of headers and in files of options, one a line. */
    private static String headers(Call call, Flags flags) {
        StringBuilder all = new StringBuilder();
        for (String header : flags.value("H", "header").orElse("").split("\n", -1)) {
            all.append(header.startsWith("@") ? call.read(header.substring(1)).orElse("") : header)
                    .append('\n');
        }
        flags.value("K", "config").flatMap(call::read).ifPresent(text -> {
            Matcher header = CONFIGURED.matcher(text);
            while (header.find()) all.append(header.group(1)).append('\n');
        });
        return all.toString();
    }

    private int given(Call call, Flags flags, VllmReply reply, String url) {
        boolean error = reply.status() >= 400;
        boolean hidden = error && flags.has("f", "fail");
        Instant begin = machine.now();
        Optional<Duration> limit =
                flags.value("m", "max-time").map(text -> Duration.ofMillis((long) (Double.parseDouble(text) * 1000)));
        StringBuilder kept = new StringBuilder();
        Optional<String> file = flags.value("o", "output");
        Output body = file.isPresent() || hidden ? kept::append : call.io().out();
        if (flags.has("i", "include", "I", "head")) {
            body.write("HTTP/1.1 " + reply.status() + "\r\nserver: uvicorn\r\ncontent-type: " + reply.contentType()
                    + "\r\n\r\n");
        }
        boolean late = receive(call, reply, limit, flags.has("I", "head") ? Output.NOWHERE : body);
        boolean unwritable = file.isPresent()
                && !file.get().equals("-")
                && !machine.files().write(call.path(file.get()), kept.toString());
        if (file.isPresent() && file.get().equals("-")) call.out(kept.toString());
        writeOut(call, flags, reply, kept.length(), begin, url);
        if (late)
            return said(
                    call,
                    flags,
                    TIMED_OUT,
                    "Operation timed out after " + limit.map(Duration::toMillis).orElse(0L) + " milliseconds");
        if (unwritable) return said(call, flags, CANNOT_WRITE, "Failure writing output to destination");
        if (error && flags.has("f", "fail", "fail-with-body")) {
            return said(call, flags, HTTP_ERROR, "The requested URL returned error: " + reply.status());
        }
        return 0;
    }

    /** @return whether the time ran out before the end */
    private boolean receive(Call call, VllmReply reply, Optional<Duration> limit, Output body) {
        Instant end = limit.map(machine.now()::plus).orElse(Instant.MAX);
        boolean[] late = {false};
        try {
            machine.vllm().counted(reply, () -> {
                for (VllmReply.Piece piece : reply.pieces()) {
                    if (machine.now().plus(piece.after()).isAfter(end)) {
                        late[0] = true;
                        call.shell().pause(Duration.between(machine.now(), end));
                        throw new IOException("the time is out");
                    }
                    if (!piece.after().isZero()) call.shell().pause(piece.after());
                    body.write(piece.text());
                }
            });
        } catch (IOException e) {
            return late[0];
        }
        return false;
    }

    private int failed(Call call, Flags flags, int status, String text) {
        VllmReply nothing = new VllmReply(0, "", java.util.List.of(), false, Optional.empty());
        writeOut(call, flags, nothing, 0, machine.now(), "");
        return said(call, flags, status, text);
    }

    private static int said(Call call, Flags flags, int status, String text) {
        boolean silent = flags.has("s", "silent") && !flags.has("S", "show-error");
        if (!silent) call.io().err().line("curl: (" + status + ") " + text);
        return status;
    }

    private void writeOut(Call call, Flags flags, VllmReply reply, int size, Instant begin, String url) {
        Optional<String> format = flags.value("w", "write-out");
        if (format.isEmpty()) return;
        if (format.get().equals("%{http_code}")) {
            call.out(String.format("%03d", reply.status()));
            return;
        }
        double seconds = Duration.between(begin, machine.now()).toMillis() / 1000.0;
        call.out(format.get()
                .replace("%{http_code}", String.format("%03d", reply.status()))
                .replace("%{response_code}", String.format("%03d", reply.status()))
                .replace("%{time_total}", String.format(Locale.ROOT, "%.6f", seconds))
                .replace(
                        "%{size_download}",
                        String.valueOf(size == 0 ? reply.body().length() : size))
                .replace("%{content_type}", reply.contentType())
                .replace("%{url_effective}", url)
                .replace("\\n", "\n")
                .replace("\\t", "\t"));
    }
}
