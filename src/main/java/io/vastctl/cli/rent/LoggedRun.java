package io.vastctl.cli.rent;

import io.vastctl.cli.live.ProgressReporter;
import io.vastctl.cli.text.Words;
import io.vastctl.provision.RunEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what a run decides: one line for each decision, and with {@code -vv} for each look. */
final class LoggedRun implements RunEvent.Listener {

    private static final Logger LOG = LoggerFactory.getLogger("io.vastctl.run");

    @Override
    public void hear(RunEvent event) {
        if (event instanceof RunEvent.Started started)
            LOG.info(
                    "run {}: {} with {}, {}",
                    started.runId(),
                    started.request().command(),
                    started.request().demand().workload().name(),
                    started.request().demand().policy().name());
        else if (event instanceof RunEvent.Ranking ranking)
            LOG.info("{}", RunReport.offers(ranking.ranked()).strip());
        else if (event instanceof RunEvent.AttemptStarted started)
            LOG.info(
                    "attempt {}: offer {} on machine {}, {}/h, label {}",
                    started.number(),
                    started.offer().offerId(),
                    started.offer().machineId(),
                    Words.dollars(started.dollarsPerHour()),
                    started.label());
        else if (event instanceof RunEvent.Rented rented)
            LOG.info("attempt {}: instance {}", rented.number(), rented.instanceId());
        else if (event instanceof RunEvent.Looked look)
            LOG.debug(
                    "attempt {}: {}: {}",
                    look.number(),
                    look.pending().phase(),
                    Words.printable(look.pending().detail()));
        else if (event instanceof RunEvent.Sighted sighted)
            LOG.debug("attempt {}: {}", sighted.number(), Words.printable(String.valueOf(sighted.sighting())));
        else outcome(event);
    }

    private static void outcome(RunEvent event) {
        if (event instanceof RunEvent.Verified good)
            LOG.info("attempt {}: verified: {}", good.number(), Words.answered(good.verified()));
        else if (event instanceof RunEvent.AttemptFailed failed)
            LOG.info(
                    "attempt {}: {} {} in {}, blames {}: {}",
                    failed.number(),
                    failed.failure().failureClass(),
                    failed.failure().signature(),
                    failed.failure().phase(),
                    failed.failure().blames().word(),
                    Words.printable(failed.failure().evidence()));
        else if (event instanceof RunEvent.CleanedUp cleaned)
            LOG.info(
                    "attempt {}: cleanup: {}",
                    cleaned.number(),
                    cleaned.cleanup().word());
        else if (event instanceof RunEvent.Finished finished)
            LOG.info(
                    "run over: {}, {}, spent {}",
                    finished.result().outcome().word(),
                    finished.result().message(),
                    Words.dollars(finished.result().costDollars()));
        else ProgressReporter.warning(event).ifPresent(line -> LOG.info("{}", line.strip()));
    }
}
