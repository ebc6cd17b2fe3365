package io.vastctl.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import java.net.URI;
import java.util.Locale;

/** What somebody needs to know to use a served market. */
record Serving(URI url, String scenario, long seed, double speed) {

    ObjectNode json() {
        return Json.document("simulate-serve")
                .put("url", url.toString())
                .put("port", url.getPort())
                .put("scenario", scenario)
                .put("seed", seed)
                .put("speed", speed);
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "Simulated marketplace at %s (scenario %s, seed %d, speed %s). Nothing here costs money.%n"
                        + "%n"
                        + "In another terminal:%n"
                        + "  export VAST_URL=%s%n"
                        + "  export VAST_API_KEY=anything    # any key opens it, but for \"wrong\"%n"
                        + "Then vastctl rents here, and so does Vast.ai's own client.%n"
                        + "%n"
                        + "What is really alive, and what it cost: curl %s/simulator/truth%n"
                        + "Ctrl-C ends it; what was rented is forgotten.%n",
                url,
                scenario,
                seed,
                plain(speed),
                url,
                url);
    }

    private static String plain(double number) {
        return number == Math.rint(number) && number < 1e15 ? String.valueOf((long) number) : String.valueOf(number);
    }
}
