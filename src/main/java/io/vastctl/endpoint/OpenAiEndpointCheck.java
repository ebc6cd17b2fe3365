package io.vastctl.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.readiness.EndpointCheck;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server of the OpenAI kind as its users will: is the model listed, is the door shut to others,
 * how long to the first token, how many tokens a second. No key appears in any result.
 */
public final class OpenAiEndpointCheck implements EndpointCheck {

    private static final int BURST_TOKENS = 64;
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final String NO_KEY_OF_OURS = "vastctl-asks-with-a-wrong-key";

    private final Clock clock;
    private final Duration limit;
    private final Dialect first;
    private @Nullable OkHttpClient client;

    /** @param clock the tool's: token times are counted on it */
    public OpenAiEndpointCheck(Clock clock) {
        this(clock, Duration.ofSeconds(60));
    }

    /** One that asks for chat completions alone. */
    static OpenAiEndpointCheck ofChat(Clock clock) {
        return new OpenAiEndpointCheck(clock, Duration.ofSeconds(60), Dialect.CHAT);
    }

    /** @param limit real time that one request may take */
    OpenAiEndpointCheck(Clock clock, Duration limit) {
        this(clock, limit, Dialect.COMPLETIONS);
    }

    private OpenAiEndpointCheck(Clock clock, Duration limit, Dialect first) {
        this.clock = clock;
        this.limit = limit;
        this.first = first;
    }

    @Override
    public Result ask(URI baseUrl, String model, String apiKey) throws InterruptedException {
        HttpUrl base = HttpUrl.parse(baseUrl.toString());
        if (base == null) return new Result.WrongAnswer("no web address: " + baseUrl);
        EndpointWords words = new EndpointWords(apiKey);
        try {
            requireListed(base, model, apiKey, words);
            requirePrivate(base, model, apiKey);
            return measure(base, model, apiKey, words);
        } catch (WrongAnswerException e) {
            return new Result.WrongAnswer(words.clean(e.getMessage()));
        } catch (ProtocolException notHttp) {
            return new Result.WrongAnswer(
                    words.clean("what answers there does not speak HTTP: " + notHttp.getMessage()));
        } catch (IOException broken) {
            return new Result.Unreachable(words.clean(broken.getClass().getSimpleName() + " " + broken.getMessage()));
        }
    }

    void requireListed(HttpUrl base, String model, String apiKey, EndpointWords words)
            throws IOException, InterruptedException, WrongAnswerException {
        Answer answer = get(base, apiKey);
        words.requireSuccess("/models", answer);
        List<String> ids = new ArrayList<>();
        words.json("/models", answer)
                .path("data")
                .forEach(entry -> ids.add(entry.path("id").asText("")));
        if (!ids.contains(model)) {
            throw new WrongAnswerException(
                    "the server lists " + (ids.isEmpty() ? "no model" : String.join(", ", ids)) + ", not " + model);
        }
    }

    /**
     * A rented endpoint has a public port, so it must turn strangers away. Some servers, llama-server for one, show
     * their list of models to all and guard the work alone.
     */
    private void requirePrivate(HttpUrl base, String model, String apiKey)
            throws IOException, InterruptedException, WrongAnswerException {
        if (apiKey.isBlank() || !get(base, NO_KEY_OF_OURS).succeeded()) return;
        if (post(base, Dialect.COMPLETIONS, model, 1, NO_KEY_OF_OURS).succeeded()
                || post(base, Dialect.CHAT, model, 1, NO_KEY_OF_OURS).succeeded()) {
            throw new WrongAnswerException("the endpoint is open to anyone: it accepts a wrong API key");
        }
    }

    /** The same of a server whose list is guarded as its work is. */
    void requirePrivateList(HttpUrl base, String apiKey)
            throws IOException, InterruptedException, WrongAnswerException {
        if (!apiKey.isBlank() && get(base, NO_KEY_OF_OURS).succeeded()) {
            throw new WrongAnswerException("the endpoint is open to anyone: it accepts a wrong API key");
        }
    }

    private Result measure(HttpUrl base, String model, String apiKey, EndpointWords words)
            throws IOException, InterruptedException, WrongAnswerException {
        Instant asked = clock.instant();
        Dialect dialect = first;
        Answer answer = post(base, dialect, model, 1, apiKey);
        if (dialect != Dialect.CHAT && (answer.status() == 404 || answer.status() == 400)) {
            dialect = Dialect.CHAT;
            asked = clock.instant();
            answer = post(base, dialect, model, 1, apiKey);
        }
        requireToken(dialect, words.success(dialect.path(), answer));
        Duration firstToken = Duration.between(asked, clock.instant());
        return new Result.Answered(firstToken, tokensPerSecond(base, dialect, model, apiKey, words));
    }

    private double tokensPerSecond(HttpUrl base, Dialect dialect, String model, String apiKey, EndpointWords words)
            throws IOException, InterruptedException, WrongAnswerException {
        Instant asked = clock.instant();
        JsonNode body = words.success(dialect.path(), post(base, dialect, model, BURST_TOKENS, apiKey));
        // A clock that did not move must not make the rate infinite.
        double millis = Math.max(1, Duration.between(asked, clock.instant()).toMillis());
        double tokens = body.path("usage").path("completion_tokens").asDouble(0);
        if (tokens <= 0) throw new WrongAnswerException("the burst came back without a count of tokens");
        return tokens * 1000 / millis;
    }

    private static void requireToken(Dialect dialect, JsonNode body) throws WrongAnswerException {
        JsonNode first = body.path("choices").path(0);
        JsonNode counted = body.path("usage").path("completion_tokens");
        boolean token = counted.isNumber()
                ? counted.asDouble() > 0
                : !dialect.text(first).isEmpty();
        if (first.isMissingNode() || !token) {
            throw new WrongAnswerException("the answer holds no token");
        }
    }

    private Answer get(HttpUrl base, String apiKey) throws IOException, InterruptedException {
        return run(request(base, "models", apiKey).get().build());
    }

    private Answer post(HttpUrl base, Dialect dialect, String model, int tokens, String apiKey)
            throws IOException, InterruptedException {
        byte[] body = dialect.body(model, tokens, tokens > 1);
        return run(request(base, dialect.path().substring(1), apiKey)
                .post(PlainHttp.json(body))
                .build());
    }

    Answer run(Request request) throws IOException, InterruptedException {
        return PlainHttp.run(client().newCall(request), MAX_ANSWER_BYTES);
    }

    static Request.Builder request(HttpUrl base, String path, String apiKey) {
        String parent = base.toString().replaceAll("/+$", "");
        Request.Builder request = new Request.Builder().url(parent + "/" + path);
        return apiKey.isBlank() ? request : request.header("Authorization", "Bearer " + apiKey);
    }

    private synchronized OkHttpClient client() {
        if (client == null) {
            client = PlainHttp.builder()
                    .connectTimeout(limit.compareTo(Duration.ofSeconds(10)) < 0 ? limit : Duration.ofSeconds(10))
                    .readTimeout(limit)
                    .callTimeout(limit)
                    .build();
        }
        return client;
    }

    /** Ends the check with a verdict; never leaves this package. */
    static final class WrongAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String verdict;

        WrongAnswerException(String verdict) {
            super(verdict);
            this.verdict = verdict;
        }

        @Override
        public String getMessage() {
            return verdict;
        }
    }
}
