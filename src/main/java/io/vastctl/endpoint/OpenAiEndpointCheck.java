package io.vastctl.endpoint;

import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.EndpointCheck;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server of the OpenAI kind as its users will: is the model listed, how long to the first token, how many tokens
 * a second, is the door shut to others. No key appears in any result.
 */
public final class OpenAiEndpointCheck implements EndpointCheck {

    private static final int BURST_TOKENS = 64;
    private static final String NO_KEY_OF_OURS = "vastctl-asks-with-a-wrong-key";

    private final Clock clock;
    private final Duration limit;
    private @Nullable EndpointClient client;

    /** @param clock the tool's: token times are counted on it */
    public OpenAiEndpointCheck(Clock clock) {
        this(clock, Duration.ofSeconds(60));
    }

    /** @param limit real time that one request may take */
    OpenAiEndpointCheck(Clock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public Result ask(URI baseUrl, String model, String apiKey) throws InterruptedException {
        HttpUrl base = HttpUrl.parse(baseUrl.toString());
        if (base == null) return new Result.WrongAnswer("no web address: " + baseUrl);
        return new Asking(client(), base, model, apiKey).result();
    }

    @Override
    public Optional<Knock> knock(SshEndpoint door) throws InterruptedException {
        return Optional.of(Doorstep.knock(door, limit));
    }

    private synchronized EndpointClient client() {
        if (client == null) client = new EndpointClient(limit);
        return client;
    }

    /** One round of questions to one endpoint. */
    private final class Asking {
        private final EndpointClient client;
        private final HttpUrl base;
        private final String model;
        private final String apiKey;
        private final EndpointWords words;
        private List<String> listed = List.of();
        private Completion way = Completion.WAYS.get(0);
        private boolean heard;

        Asking(EndpointClient client, HttpUrl base, String model, String apiKey) {
            this.client = client;
            this.base = base;
            this.model = model;
            this.apiKey = apiKey;
            words = new EndpointWords(apiKey);
        }

        Result result() throws InterruptedException {
            try {
                requireListed();
                Result.Answered answered = measure();
                return door(answered);
            } catch (WrongAnswerException e) {
                return new Result.WrongAnswer(words.clean(e.getMessage()));
            } catch (ProtocolException notHttp) {
                return new Result.WrongAnswer(
                        words.clean("what answers there does not speak HTTP: " + notHttp.getMessage()));
            } catch (EndpointClient.BrokenOffException silent) {
                return new Result.Hangs(words.clean("the answer began and did not end: " + silent.getMessage()));
            } catch (IOException broken) {
                String detail = words.clean(broken.getClass().getSimpleName() + " " + broken.getMessage());
                // It listed its models a moment ago, so the way there is open.
                return heard
                        ? new Result.Hangs("the models are listed, a completion is not answered: " + detail)
                        : new Result.Unreachable(detail);
            }
        }

        private void requireListed() throws IOException, InterruptedException, WrongAnswerException {
            Answer answer = client.get(base, "models", apiKey);
            words.requireSuccess("/models", answer);
            List<String> ids = new ArrayList<>();
            words.json("/models", answer)
                    .path("data")
                    .forEach(entry -> ids.add(entry.path("id").asText("")));
            if (!ids.contains(model)) {
                throw new WrongAnswerException(
                        "the server lists " + (ids.isEmpty() ? "no model" : String.join(", ", ids)) + ", not " + model);
            }
            listed = List.copyOf(ids);
            heard = true;
        }

        private Result.Answered measure() throws IOException, InterruptedException, WrongAnswerException {
            Optional<Answer> refusal = Optional.empty();
            for (Completion next : Completion.WAYS) {
                way = next;
                Instant asked = clock.instant();
                Answer answer = client.complete(base, way, model, 1, apiKey);
                if (Completion.isRefusal(answer.status())) {
                    // The first word that is more than "no such path" tells most.
                    if (refusal.filter(first -> first.status() != 404).isEmpty()) refusal = Optional.of(answer);
                    continue;
                }
                if (!generated(answer).any()) throw new WrongAnswerException("the answer holds no token");
                Duration firstToken = Duration.between(asked, clock.instant());
                return new Result.Answered(firstToken, tokensPerSecond());
            }
            words.requireSuccess("/completions", refusal.orElseThrow());
            throw new WrongAnswerException("no way to ask for tokens is answered");
        }

        private double tokensPerSecond() throws IOException, InterruptedException, WrongAnswerException {
            Instant asked = clock.instant();
            Generated burst = generated(client.complete(base, way, model, BURST_TOKENS, apiKey));
            // A clock that did not move must not make the rate infinite.
            double millis = Math.max(1, Duration.between(asked, clock.instant()).toMillis());
            if (burst.tokens() <= 0) throw new WrongAnswerException("the burst came back without a count of tokens");
            return burst.tokens() * 1000 / millis;
        }

        private Generated generated(Answer answer) throws WrongAnswerException {
            String path = way.dialect().path();
            words.requireSuccess(path, answer);
            boolean stream = answer.header("Content-Type")
                    .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"))
                    .isPresent();
            Generated generated = stream
                    ? EventStream.read(way.dialect(), answer.text())
                    : Generated.whole(way.dialect(), words.json(path, answer));
            boolean another = !generated.model().equals(model) && listed.contains(generated.model());
            if (another) throw new WrongAnswerException("asked for " + model + ", " + generated.model() + " answered");
            return generated;
        }

        /** A rented endpoint has a public port, so it must turn strangers away. */
        private Result door(Result.Answered answered) throws IOException, InterruptedException {
            if (apiKey.isBlank()) return answered; // none was asked of the server
            String where = client.get(base, "models", NO_KEY_OF_OURS).succeeded() ? "lists its models" : "";
            if (client.complete(base, way, model, 1, NO_KEY_OF_OURS).succeeded()) where = "generates tokens";
            return where.isEmpty()
                    ? answered
                    : new Result.OpenToAnyone(
                            answered.firstToken(),
                            answered.tokensPerSecond(),
                            "the endpoint is open to anyone: it " + where + " for a wrong API key");
        }
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
