package io.vastctl.endpoint;

import io.vastctl.endpoint.OpenAiEndpointCheck.WrongAnswerException;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.readiness.EndpointCheck.Result;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;

/** One round of questions to one endpoint, and what its failures mean. */
final class Conversation {

    /** What the server must refuse. */
    static final String NO_KEY_OF_OURS = "vastctl-asks-with-a-wrong-key";

    private final EndpointClient client;
    private final HttpUrl base;
    private final String apiKey;
    private final EndpointWords words;
    private boolean heard;

    Conversation(EndpointClient client, HttpUrl base, String apiKey) {
        this.client = client;
        this.base = base;
        this.apiKey = apiKey;
        words = new EndpointWords(apiKey);
    }

    /** All that is to be asked in one round. */
    interface Questions {
        Result put() throws IOException, InterruptedException, WrongAnswerException;
    }

    EndpointClient client() {
        return client;
    }

    HttpUrl base() {
        return base;
    }

    String apiKey() {
        return apiKey;
    }

    EndpointWords words() {
        return words;
    }

    /** Whether there is a key at all that a stranger would lack. */
    boolean isGuarded() {
        return !apiKey.isBlank();
    }

    /** Puts the questions; whatever goes wrong becomes a result without the key in it. */
    Result of(Questions questions) throws InterruptedException {
        try {
            return questions.put();
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
                    ? new Result.Hangs("the models are listed, the work is not answered: " + detail)
                    : new Result.Unreachable(detail);
        }
    }

    /** The ids that the server lists, that one among them. */
    List<String> requireListed(String model) throws IOException, InterruptedException, WrongAnswerException {
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
        heard = true;
        return List.copyOf(ids);
    }

    /** It works, and for strangers too. */
    static Result openToAnyone(Duration firstToken, double tokensPerSecond, String where) {
        return new Result.OpenToAnyone(
                firstToken, tokensPerSecond, "the endpoint is open to anyone: it " + where + " for a wrong API key");
    }

    /** Leaves out the key. */
    @Override
    public String toString() {
        return "Conversation[" + base + "]";
    }
}
