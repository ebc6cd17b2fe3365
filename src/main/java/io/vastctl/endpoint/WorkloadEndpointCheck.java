package io.vastctl.endpoint;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.EndpointCheck;
import io.vastctl.workload.Proof;
import io.vastctl.workload.Workload;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Asks a workload's server for what counts as its answer: tokens, a transcription, or one request of its own. */
public final class WorkloadEndpointCheck implements EndpointCheck {

    private final OpenAiEndpointCheck tokens;
    private final OpenAiEndpointCheck chat;
    private final TranscriptionCheck transcription;
    private final RequestCheck request;

    /** @param clock the tool's: times are counted on it */
    public WorkloadEndpointCheck(Clock clock) {
        this(clock, Optional.empty());
    }

    /** Asks servers inside this process, without a socket. */
    public WorkloadEndpointCheck(Clock clock, Wire wire) {
        this(clock, Optional.of(wire));
    }

    private WorkloadEndpointCheck(Clock clock, Optional<Wire> wire) {
        tokens = new OpenAiEndpointCheck(clock, OpenAiEndpointCheck.LONGEST, Completion.WAYS, wire);
        chat = OpenAiEndpointCheck.ofChat(clock, wire);
        transcription = new TranscriptionCheck(clock);
        request = new RequestCheck(clock);
    }

    @Override
    public Result ask(URI baseUrl, String model, String apiKey) throws InterruptedException {
        return tokens.ask(baseUrl, model, apiKey);
    }

    @Override
    public Result ask(Workload workload, URI baseUrl, String model, String apiKey) throws InterruptedException {
        Proof proof = workload.serving().proof();
        if (proof instanceof Proof.Completion) return tokens.ask(baseUrl, model, apiKey);
        if (proof instanceof Proof.Chat) return chat.ask(baseUrl, model, apiKey);
        HttpUrl base = HttpUrl.parse(baseUrl.toString());
        if (base == null) return new Result.WrongAnswer("no web address: " + baseUrl);
        Conversation conversation = new Conversation(tokens.client(), base, apiKey);
        return conversation.of(() -> proof instanceof Proof.Request own
                ? request.ask(conversation, own)
                : transcription.ask(conversation, model));
    }

    @Override
    public Optional<Knock> knock(SshEndpoint door) throws InterruptedException {
        return tokens.knock(door);
    }
}
