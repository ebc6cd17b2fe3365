package io.vastctl.endpoint;

import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.EndpointCheck;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final Clock clock;
    private final Duration limit;
    private final List<Completion> ways;
    private final Optional<Wire> wire;
    private @Nullable EndpointClient client;

    /** @param clock the tool's: token times are counted on it */
    public OpenAiEndpointCheck(Clock clock) {
        this(clock, LONGEST);
    }

    /** @param limit real time that one request may take */
    OpenAiEndpointCheck(Clock clock, Duration limit) {
        this(clock, limit, Completion.WAYS);
    }

    /** @param ways to ask for tokens, in the order in which they are tried */
    OpenAiEndpointCheck(Clock clock, Duration limit, List<Completion> ways) {
        this(clock, limit, ways, Optional.empty());
    }

    /** @param wire in place of the network; empty for the network */
    OpenAiEndpointCheck(Clock clock, Duration limit, List<Completion> ways, Optional<Wire> wire) {
        this.wire = wire;
        this.clock = clock;
        this.limit = limit;
        this.ways = List.copyOf(ways);
    }

    /** One that asks for chat completions alone. */
    static OpenAiEndpointCheck ofChat(Clock clock) {
        return ofChat(clock, Optional.empty());
    }

    static OpenAiEndpointCheck ofChat(Clock clock, Optional<Wire> wire) {
        return new OpenAiEndpointCheck(clock, LONGEST, Completion.CHAT_ALONE, wire);
    }

    @Override
    public Result ask(URI baseUrl, String model, String apiKey) throws InterruptedException {
        HttpUrl base = HttpUrl.parse(baseUrl.toString());
        if (base == null) return new Result.WrongAnswer("no web address: " + baseUrl);
        Conversation conversation = new Conversation(client(), base, apiKey);
        return conversation.of(() -> new Asking(conversation, model).result());
    }

    @Override
    public Optional<Knock> knock(SshEndpoint door) throws InterruptedException {
        return Optional.of(wire.isPresent() ? wire.get().knock(door.port()) : Doorstep.knock(door, limit));
    }

    synchronized EndpointClient client() {
        if (client == null) client = wire.map(EndpointClient::new).orElseGet(() -> new EndpointClient(limit));
        return client;
    }

    /** One round of questions to one endpoint. */
    private final class Asking {
        private final Conversation with;
        private final String model;
        private List<String> listed = List.of();
        private Completion way = ways.get(0);

        Asking(Conversation with, String model) {
            this.with = with;
            this.model = model;
        }

        Result result() throws IOException, InterruptedException, WrongAnswerException {
            listed = with.requireListed(model);
            return door(measure());
        }

        private Answer complete(int tokens, String apiKey) throws IOException, InterruptedException {
            return with.client().complete(with.base(), way, model, tokens, apiKey);
        }

        private Result.Answered measure() throws IOException, InterruptedException, WrongAnswerException {
            Optional<Answer> refusal = Optional.empty();
            for (Completion next : ways) {
                way = next;
                Instant asked = clock.instant();
                Answer answer = complete(1, with.apiKey());
                if (Completion.isRefusal(answer.status())) {
                    // The first word that is more than "no such path" tells most.
                    if (refusal.filter(first -> first.status() != 404).isEmpty()) refusal = Optional.of(answer);
                    continue;
                }
                if (!generated(answer).any()) throw new WrongAnswerException("the answer holds no token");
                Duration firstToken = Duration.between(asked, clock.instant());
                return new Result.Answered(firstToken, tokensPerSecond());
            }
            with.words().requireSuccess(ways.get(0).dialect().path(), refusal.orElseThrow());
            throw new WrongAnswerException("no way to ask for tokens is answered");
        }

        private double tokensPerSecond() throws IOException, InterruptedException, WrongAnswerException {
            Instant asked = clock.instant();
            Generated burst = generated(complete(BURST_TOKENS, with.apiKey()));
            // A clock that did not move must not make the rate infinite.
            double millis = Math.max(1, Duration.between(asked, clock.instant()).toMillis());
            if (burst.tokens() <= 0) throw new WrongAnswerException("the burst came back without a count of tokens");
            return burst.tokens() * 1000 / millis;
        }

        private Generated generated(Answer answer) throws WrongAnswerException {
            String path = way.dialect().path();
            with.words().requireSuccess(path, answer);
            boolean stream = answer.header("Content-Type")
                    .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"))
                    .isPresent();
            Generated generated = stream
                    ? EventStream.read(way.dialect(), answer.text())
                    : Generated.whole(way.dialect(), with.words().json(path, answer));
            boolean another = !generated.model().equals(model) && listed.contains(generated.model());
            if (another) throw new WrongAnswerException("asked for " + model + ", " + generated.model() + " answered");
            return generated;
        }

        /**
         * A rented endpoint has a public port, so it must turn strangers away. Some servers, llama-server for one, show
         * their list of models to all and guard the work alone; the work is what costs.
         */
        private Result door(Result.Answered answered) throws IOException, InterruptedException {
            boolean open =
                    with.isGuarded() && complete(1, Conversation.NO_KEY_OF_OURS).succeeded();
            return open
                    ? Conversation.openToAnyone(answered.firstToken(), answered.tokensPerSecond(), "generates tokens")
                    : answered;
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
