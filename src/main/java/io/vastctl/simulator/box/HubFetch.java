package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.Call;
import io.vastctl.simulator.box.shell.Flags;
import io.vastctl.simulator.market.MarketTime;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One call of curl to the hub. A file's bytes take the time that the machine's line needs, and are not kept. */
final class HubFetch {

    private static final int HTTP_ERROR = 22;
    private static final int TIMED_OUT = 28;
    private static final double FIRST_BYTE_SECONDS = 0.25;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,15})-(\\d{1,15})");

    private final Machine machine;
    private final Call call;
    private final Flags flags;

    HubFetch(Machine machine, Call call, Flags flags) {
        this.machine = machine;
        this.call = call;
        this.flags = flags;
    }

    /** Several addresses are fetched side by side and are taken for the same one. */
    int run(URI url) {
        Hub.Reply reply = new Hub(machine).answer(url.getPath());
        if (reply.status() >= 400 && flags.has("f", "fail")) return HTTP_ERROR;
        if (reply.bytes() == 0) {
            pause(FIRST_BYTE_SECONDS);
            if (!flags.has("o", "output")) call.out(reply.text());
            tell(reply.status(), reply.text().length(), FIRST_BYTE_SECONDS, FIRST_BYTE_SECONDS);
            return 0;
        }
        return file(reply);
    }

    private int file(Hub.Reply reply) {
        int streams = flags.operands().size();
        Optional<Long> part = flags.value("r", "range")
                .map(RANGE::matcher)
                .filter(Matcher::matches)
                .map(range -> Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1);
        long each = Math.min(reply.bytes(), part.orElse(reply.bytes()));
        double rate = machine.contract().downloadMegabytesPerSecond() * 1e6 / streams;
        double needed = FIRST_BYTE_SECONDS + (double) each / rate;
        double limit = flags.value("m", "max-time").map(Double::parseDouble).orElse(Double.MAX_VALUE);
        double takes = Math.min(needed, limit);
        long came = (long) Math.min((double) each, Math.max(0, takes - FIRST_BYTE_SECONDS) * rate);
        pause(takes);
        machine.fetched(came * streams);
        for (int stream = 0; stream < streams; stream++)
            tell(part.isPresent() ? 206 : 200, came, FIRST_BYTE_SECONDS, takes);
        return needed > limit ? TIMED_OUT : 0;
    }

    private void pause(double seconds) {
        Duration time = MarketTime.seconds(seconds);
        call.shell().pause(time);
    }

    private void tell(int status, long size, double first, double total) {
        String format = flags.value("w", "write-out").orElse("");
        call.out(format.replace("%{http_code}", String.valueOf(status))
                .replace("%{size_download}", String.valueOf(size))
                .replace("%{time_starttransfer}", String.format(Locale.ROOT, "%.6f", first))
                .replace("%{time_total}", String.format(Locale.ROOT, "%.6f", total))
                .replace("\\n", "\n"));
    }
}
