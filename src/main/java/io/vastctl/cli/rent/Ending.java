package io.vastctl.cli.rent;

import io.vastctl.cli.Sweeping;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a command that rents ended, for those who were not there.
 *
 * @param code what the command ends with
 * @param message why, one line; may be empty for a success
 * @param result empty if the run never began
 * @param earlier rentals of earlier runs that may still be running
 * @param survey what a survey has found so far; empty for other commands, and if the memory could not tell
 */
public record Ending(
        ExitCode code,
        String message,
        Optional<RunResult> result,
        List<Leftover> earlier,
        Optional<SurveyDetail> survey) {

    /** Of a run that never began. */
    public static Ending of(ExitCode code, String message) {
        return new Ending(code, message, Optional.empty(), List.of(), Optional.empty());
    }

    /** Of a run that never began, or broke off, while something of that market is open. */
    public static Ending of(String message, List<Leftover> left) {
        List<String> sentences = Stream.concat(Stream.of(message), left.stream().map(Ending::sentence))
                .toList();
        return new Ending(
                ExitCode.MAY_STILL_RUN, String.join("; ", sentences), Optional.empty(), left, Optional.empty());
    }

    public static Ending of(RunResult result, ExitCode code, List<Leftover> earlier) {
        return new Ending(code, message(result, earlier), Optional.of(result), earlier, Optional.empty());
    }

    /** The same of a survey, as far as it is known. */
    public Ending of(Optional<SurveyDetail> known) {
        return new Ending(code, message, result, earlier, known);
    }

    /** Names first what may be running: whoever reads it was not there. */
    private static String message(RunResult result, List<Leftover> earlier) {
        List<String> sentences = new ArrayList<>();
        earlier.forEach(left -> sentences.add("an earlier rental: " + sentence(left)));
        result.leftovers().forEach(left -> sentences.add(sentence(left)));
        result.stillRunning().forEach(attempt -> sentences.add(sentence(attempt)));
        if (sentences.isEmpty()) return result.message();
        sentences.add("this run: " + result.outcome().word().replace('_', ' ')
                + (result.message().isBlank() ? "" : ", " + result.message()));
        return String.join("; ", sentences);
    }

    private static String sentence(Leftover left) {
        return Sweeping.instance(left) + " may still be running, destroy it with: vastctl " + Sweeping.remedy(left);
    }

    private static String sentence(AttemptResult attempt) {
        return Aftermath.instance(attempt) + " may still be running, destroy it with: vastctl "
                + Aftermath.remedy(attempt);
    }

    /** Whether somebody who stopped it waits for its end. */
    public boolean interrupted() {
        return switch (code) {
            case HUNG_UP, INTERRUPTED, TERMINATED -> true;
            default ->
                result.filter(run -> run.outcome() == RunOutcome.INTERRUPTED).isPresent();
        };
    }
}
