package io.vastctl.memory.survey;

import io.vastctl.memory.Origin;
import java.time.Instant;

/**
 * A survey of the market as it was begun.
 *
 * @param surveyId the id of the run that began it
 * @param sample how its machines were chosen
 * @param optionsJson the options it was begun with, one JSON document
 */
public record SurveyStart(
        String surveyId,
        Origin origin,
        String workload,
        String strictness,
        String sample,
        String optionsJson,
        Instant startedAt) {}
