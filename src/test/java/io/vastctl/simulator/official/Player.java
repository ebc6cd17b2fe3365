package io.vastctl.simulator.official;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.official.Step.Line;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends a script's requests over real HTTP and holds each answer against what the script expects. A word in double
 * braces stands for what an earlier answer held: {@code > new_contract is kept as instance} makes
 * {@code {{instance}}}.
 */
final class Player {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern KEEP = Pattern.compile("(.+) is kept as (\\w+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI market;
    private final Sleeper time;
    private final Map<String, String> variables = new HashMap<>();

    /**
     * A player.
     *
     * @param market where the market answers
     * @param time the market's own
     */
    Player(URI market, Sleeper time, Map<String, String> variables) {
        this.market = market;
        this.time = time;
        this.variables.putAll(variables);
    }

    /** @throws AssertionError naming the line that failed, with the answer */
    void play(List<Step> steps) throws IOException, InterruptedException {
        for (Step step : steps) play(step);
    }

    private void play(Step step) throws IOException, InterruptedException {
        time.sleep(step.pause());
        Reply reply = send(step);
        for (Line line : step.checks()) hold(step, line, reply);
    }

    /** The answer, or with a step that repeats the first one that is good enough. */
    private Reply send(Step step) throws IOException, InterruptedException {
        Reply reply = sendOnce(step);
        if (step.repeat().isEmpty()) return reply;
        Step.Repeat repeat = step.repeat().get();
        Check until = Check.of(filled(step.place(), repeat.until()));
        for (Duration waited = Duration.ZERO; !until.holds(reply); waited = waited.plus(repeat.every())) {
            if (waited.compareTo(repeat.atMost()) > 0) {
                throw new AssertionError(
                        step.place() + " " + step.title() + ": never: " + repeat.until() + "\nlast answer: " + reply);
            }
            time.sleep(repeat.every());
            reply = sendOnce(step);
        }
        return reply;
    }

    private Reply sendOnce(Step step) throws IOException, InterruptedException {
        String target = filled(step.place(), step.target());
        URI uri = URI.create(target.startsWith("http") ? target : market + target);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
        step.headers().forEach((name, value) -> request.header(name, filled(step.place(), value)));
        String body = filled(step.place(), step.body());
        request.method(step.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        return new Reply(answer);
    }

    private void hold(Step step, Line line, Reply reply) {
        String place = step.place().replaceFirst(":\\d+$", ":" + line.number());
        Matcher keep = KEEP.matcher(line.text());
        String text = keep.matches() ? line.text() : filled(place, line.text());
        boolean good = keep.matches()
                ? keep(reply, keep.group(1), keep.group(2))
                : Check.of(text).holds(reply);
        if (!good) throw new AssertionError(place + " " + step.title() + ": " + text + "\nanswer: " + reply);
    }

    private boolean keep(Reply reply, String from, String name) {
        List<JsonNode> nodes = reply.at(from);
        if (nodes.isEmpty() || !nodes.get(0).isValueNode()) return false;
        variables.put(name, nodes.get(0).asText());
        return true;
    }

    private String filled(String place, String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = variables.get(match.group(1));
            if (value == null) throw new AssertionError(place + ": nothing was kept as " + match.group(1));
            return Matcher.quoteReplacement(value);
        });
    }
}
