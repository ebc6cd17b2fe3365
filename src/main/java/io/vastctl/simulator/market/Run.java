package io.vastctl.simulator.market;

import java.time.Instant;

/**
 * One run of a contract's container, from the request to start it to its end.
 *
 * @param life what happens by itself
 * @param server what its server goes through by itself
 * @param until when it was ended from outside; {@link Instant#MAX} while it was not
 * @param imageGb what is pulled for it; 0 where the image was there
 * @param cachedBytes what was in the model cache when it began; a server that was started again in this run found more
 */
record Run(Life life, ServerRun server, Instant until, double imageGb, long cachedBytes) {

    Run endedAt(Instant at) {
        return until.isBefore(at) ? this : new Run(life, server, at, imageGb, cachedBytes);
    }

    boolean up(Instant now) {
        return now.isBefore(until) && life.running(now);
    }

    /** When the cards stopped to be billed. */
    Instant gpuUntil() {
        return Outages.earlier(until, life.halt().map(Life.Halt::at).orElse(Instant.MAX));
    }

    /** What its pull and its download have brought by then, in GB. */
    double gigabytes(Instant now) {
        Instant at = Outages.earlier(now, until);
        return life.pulled(at) * imageGb + (server.cachedBytes() - cachedBytes + server.arrivedBytes(at)) / 1e9;
    }

    /** Whether the image is on the machine once it has ended. */
    boolean leavesImage() {
        return imageGb == 0 || life.pulled(until) >= 1;
    }

    /** What it leaves in the model cache. */
    long leavesBytes() {
        return server.cachedBytes() + server.arrivedBytes(until);
    }
}
