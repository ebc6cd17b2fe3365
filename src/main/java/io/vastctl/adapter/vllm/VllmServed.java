package io.vastctl.adapter.vllm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Under which name a server offers its model: what we ordered, and what it lists. */
public final class VllmServed {

    private static final String FLAG = "--served-model-name";
    private static final ObjectMapper JSON = new ObjectMapper();

    private VllmServed() {}

    /** The id to expect in {@code /v1/models} and to send with requests. */
    public static String name(Workload workload) {
        List<String> arguments = workload.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i).replace('_', '-');
            if (argument.startsWith(FLAG + "=")) return arguments.get(i).substring(FLAG.length() + 1);
            if (argument.equals(FLAG) && i + 1 < arguments.size()) return arguments.get(i + 1);
        }
        return workload.model();
    }

    /** The ids of a model list; absent if the text is none, such as the 401 of a server that wants its key. */
    static Optional<List<String>> listed(String json) {
        try {
            JsonNode data = JSON.readTree(json).path("data");
            if (!data.isArray()) return Optional.empty();
            List<String> ids = new ArrayList<>();
            data.forEach(model -> ids.add(model.path("id").asText()));
            return Optional.of(ids);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
