package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.Markets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {

    private static Order with(String onstart) {
        ObjectNode body = Markets.JSON.createObjectNode();
        return Order.from(body.put("image", "vllm/vllm-openai:v0.10.2").put("onstart", onstart));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vllm serve org/name --port 9000",
                "python3 -m vllm.entrypoints.openai.api_server --model 'org/name' --port=9000",
                "set -- org/name --host 0.0.0.0 --port 9000\nvllm serve \"$@\" &"
            })
    void theModelAndThePortAreFoundInTheStartScript(String onstart) {
        assertThat(with(onstart).model()).isEqualTo("org/name");
        assertThat(with(onstart).serverPort()).isEqualTo(9000);
        assertThat(with(onstart).startsVllm()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    vllm serve org/name --served-model-name short              | short
                    vllm serve org/name --served-model-name=short --port 9000  | short
                    set -- org/name --served_model_name 'my model' --port 9000 | my model
                    set -- org/name --served-model-name 'it'\\''s "mine"'       | it's "mine"
                    python3 -m vllm.entrypoints.openai.api_server --model org/name --served-model-name "a b" & | a b
                    vllm serve org/name --served-model-name a b --port 1       | a,b
                    vllm serve org/name --served-model-name a --served-model-name b | b
                    vllm serve org/name --override '--served-model-name x'     | org/name
                    echo --served-model-name x; vllm serve org/name            | org/name
                    vllm serve org/name --served-model-name                    | org/name
                    """)
    void theServedNamesAreReadAsTheShellReadsThem(String onstart, String names) {
        assertThat(with(onstart).servedNames()).isEqualTo(List.of(names.split(",")));
    }

    @Test
    void theModelOfTheEnvironmentGoesFirst() {
        Order order = Order.from(Markets.order("l", "its/own"));

        assertThat(order.model()).isEqualTo("its/own");
        assertThat(order.mappedPorts()).containsExactly(8000);
        assertThat(order.toString()).doesNotContain("secret-of-the-test");
    }

    @Test
    void anEnvironmentSentAsTextIsNotApplied() {
        ObjectNode body = Markets.order("l", "m/n").put("env", "-p 8000:8000 -e A=b");

        assertThat(Order.from(body).environment()).isEmpty();
    }

    @Test
    void theScriptsOwnFirstLineOfTheLogIsKept() {
        assertThat(with("echo \"our mark $(date +%s)\" > \"$log\"\nvllm serve a/b")
                        .logHead(Markets.START))
                .isEqualTo("our mark " + Markets.START.getEpochSecond() + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "TinyLlama/TinyLlama-1.1B-Chat-v1.0, 2.2",
        "Qwen/Qwen2-VL-7B-Instruct, 14",
        "mistralai/Mixtral-8x7B-v0.1, 112",
        "org/smol-135M, 0.27",
        "org/big-32B-AWQ, 20.8",
        "org/unnamed, 2"
    })
    void theSizeOfAModelFollowsItsName(String model, double gigabytes) {
        assertThat(Registry.modelGb(model)).isEqualTo(gigabytes);
    }

    @ParameterizedTest
    @CsvSource({
        "vllm/vllm-openai:v0.8.5, 12.4",
        "vllm/vllm-openai:v0.10.2, 12.8",
        "vllm/vllm-openai:v0.11.2, 12.9",
        "vllm/vllm-openai:latest, 12.9"
    })
    void theCudaOfAnImageFollowsItsTag(String image, double cuda) {
        assertThat(Registry.imageCuda(image)).isEqualTo(cuda);
    }
}
