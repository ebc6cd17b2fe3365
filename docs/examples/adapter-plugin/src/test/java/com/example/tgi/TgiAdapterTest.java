package com.example.tgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Saved reports in, assessments out. */
class TgiAdapterTest {

    private final TgiAdapter adapter = new TgiAdapter();

    private static ProbeReport report(String health, String exit, String log) {
        return new ProbeReport(
                Instant.EPOCH,
                Map.of(
                        "echo", new ProbeResult(0, "", ""),
                        "tgi-health", new ProbeResult(0, health, ""),
                        "tgi-exit", new ProbeResult(0, exit, ""),
                        "tgi-log", new ProbeResult(0, log, "")));
    }

    @Test
    void aHealthyServerIsReady() {
        assertInstanceOf(Assessment.Ready.class, adapter.assess(report("200", "", ""), Optional.empty()));
    }

    @Test
    void aLaterStageIsProgress() {
        ProbeReport before = report("000", "", "Starting check and download process for m\n");
        ProbeReport now = report("000", "", "Starting check and download process for m\nStarting shard rank=0\n");

        Assessment.WarmingUp seen =
                assertInstanceOf(Assessment.WarmingUp.class, adapter.assess(now, Optional.of(before)));

        assertTrue(seen.advanced());
        assertEquals(Phase.MODEL_LOAD, seen.phase());
    }

    @Test
    void aMissingModelIsTheWorkloadsFault() {
        ProbeReport dead = report("000", "1\n", "RepositoryNotFoundError: 404 Client Error.\nError: DownloadError\n");

        Assessment.Failed seen = assertInstanceOf(Assessment.Failed.class, adapter.assess(dead, Optional.empty()));

        assertEquals(FailureClass.WORKLOAD_FATAL, seen.failureClass());
        assertEquals("tgi-no-model", seen.signature());
    }
}
