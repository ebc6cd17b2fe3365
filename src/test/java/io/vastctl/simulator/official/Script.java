package io.vastctl.simulator.official;

import io.vastctl.simulator.official.Step.Line;
import io.vastctl.simulator.official.Step.Repeat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script: steps that read like prose. Content-Type goes along only with a body. A line of each kind:
 *
 * <pre>
 * # a remark, before the first step
 * * User-Agent: vastai-cli/1.9.1             before the first step: a header of every request without its own
 * ### vastai label instance ID night          a step begins, and this is its title
 * ~ after 30 s                                 market time before the request, 6 s unless told
 * ~ every 10 s for 20 min until PATH is ...    the request is repeated until that holds
 * PUT /api/v0/instances/{{instance}}/          the request, its own headers, an empty line, the body
 * &gt; success is true                           what the answer must hold, see {@link Check}
 * </pre>
 */
final class Script {

    /** A person at a keyboard; also longer than any interval that the API asks for between two calls. */
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(6);

    private static final Pattern REPEAT = Pattern.compile("every (\\d+ \\w+) for (\\d+ \\w+) until (.+)");

    private final String file;
    private final Map<String, String> usualHeaders = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private Script(String file) {
        this.file = file;
    }

    /** The steps of a script among this package's resources. */
    static List<Step> named(String file) {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(file), file)) {
            return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The steps of a text. */
    static List<Step> parse(String file, String text) {
        Script script = new Script(file);
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.startsWith("###")) script.endStep();
            boolean inStep = line.startsWith("###") || !script.lines.isEmpty();
            if (inStep) script.lines.add(new Line(number, line.stripTrailing()));
            else if (line.startsWith("* ")) header(line.substring(2), script.usualHeaders);
        }
        script.endStep();
        return List.copyOf(script.steps);
    }

    private void endStep() {
        if (lines.isEmpty()) return;
        steps.add(step(List.copyOf(lines)));
        lines.clear();
    }

    private Step step(List<Line> lines) {
        Line first = lines.get(0);
        List<Line> checks = new ArrayList<>();
        List<String> request = new ArrayList<>();
        Duration pause = USUAL_PAUSE;
        Optional<Repeat> repeat = Optional.empty();
        for (Line line : lines.subList(1, lines.size())) {
            if (line.text().startsWith("> "))
                checks.add(new Line(line.number(), line.text().substring(2)));
            else if (line.text().startsWith("~ every ")) repeat = Optional.of(repeat(line));
            else if (line.text().startsWith("~ after "))
                pause = duration(line.text().substring("~ after ".length()));
            else request.add(line.text());
        }
        return withRequest(first, pause, repeat, request, checks);
    }

    private Step withRequest(
            Line first, Duration pause, Optional<Repeat> repeat, List<String> request, List<Line> checks) {
        String place = file + ":" + first.number();
        if (checks.isEmpty()) throw new IllegalArgumentException(place + ": a step that expects nothing");
        int gap = request.indexOf("");
        int headersEnd = gap < 0 ? request.size() : gap;
        String[] words = request.get(0).split(" ", 2);
        String body =
                String.join("\n", request.subList(headersEnd, request.size())).strip();
        Map<String, String> headers = headers(request.subList(1, headersEnd), !body.isEmpty());
        String title = first.text().substring("###".length()).strip();
        return new Step(place, title, pause, repeat, words[0], words[1], headers, body, checks);
    }

    private Map<String, String> headers(List<String> own, boolean withBody) {
        Map<String, String> headers = new LinkedHashMap<>();
        own.forEach(line -> header(line, headers));
        if (headers.isEmpty()) headers.putAll(usualHeaders);
        if (!withBody) headers.remove("Content-Type");
        return headers;
    }

    private static void header(String line, Map<String, String> headers) {
        String[] parts = line.split(": ", 2);
        headers.put(parts[0], parts[1]);
    }

    private static Repeat repeat(Line line) {
        Matcher words = REPEAT.matcher(line.text().substring(2));
        if (!words.matches()) throw new IllegalArgumentException("line " + line.number() + ": " + line.text());
        return new Repeat(duration(words.group(1)), duration(words.group(2)), words.group(3));
    }

    private static Duration duration(String text) {
        String[] words = text.split(" ", 2);
        long count = Long.parseLong(words[0]);
        return switch (words[1]) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "min" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> throw new IllegalArgumentException("no time: " + text);
        };
    }
}
