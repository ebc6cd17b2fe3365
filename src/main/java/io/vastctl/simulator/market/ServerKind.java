package io.vastctl.simulator.market;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which server a start script starts. What each says stands in a resource file of its own. */
public enum ServerKind {
    SGLANG("sglang.launch_server", "SGLANG_API_KEY", "python3 -m sglang.launch_server --model-path"),
    LLAMA_SERVER("llama-server", "LLAMA_API_KEY", "./llama-server --hf-repo"),
    OLLAMA("ollama serve", "", "ollama serve"),
    WHISPER("speaches.main", "API_KEY", "uvicorn --factory speaches.main:create_app"),
    TGI("text-generation-launcher", "API_KEY", "text-generation-launcher --model-id"),
    /** Last, because its name is the one that stands in other words too. */
    VLLM("vllm", "VLLM_API_KEY", "vllm serve"),
    NONE("", "", "");

    private final String mark;
    private final String keyVariable;
    private final String program;

    ServerKind(String mark, String keyVariable, String program) {
        this.mark = mark;
        this.keyVariable = keyVariable;
        this.program = program;
    }

    static ServerKind of(String onstart) {
        return Arrays.stream(values())
                .filter(kind -> kind != NONE && onstart.contains(kind.mark))
                .findFirst()
                .orElse(NONE);
    }

    /** From which it takes its key; empty if it knows no keys. */
    String keyVariable() {
        return keyVariable;
    }

    /** Its command line up to the model, as {@code ps} shows it. */
    public List<String> program() {
        return List.of(program.split(" "));
    }

    /** The name of its resource file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it answers, with other than its model, while the model is still on its way. */
    public boolean listensEarly() {
        return this == LLAMA_SERVER || this == OLLAMA;
    }
}
