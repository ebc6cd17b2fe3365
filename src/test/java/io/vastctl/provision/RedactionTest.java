package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private final Redaction redaction = Redaction.hiding(List.of("known-secret", "known-secret-longer", "abc"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a known-secret-longer b                         | a [hidden] b",
                "Authorization: Bearer abcdef123456              | Authorization: [hidden]",
                "non-default args: {'api_key': ['mysecretkey123']} | non-default args: {'api_key': ['[hidden]']}",
                "vllm serve m --api-key 'two words' --port 1     | vllm serve m --api-key '[hidden]' --port 1",
                "WANDB_KEY=abcdef0123 OPENAI_KEY: abcdef0123     | WANDB_KEY=[hidden] OPENAI_KEY: [hidden]",
                "{\"Authorization\": \"Token abc def\"}              | {\"Authorization\": \"[hidden]\"}",
                "get https://a.example/x?a=1&Signature=abcdefgh   | get https://a.example/x?a=1&Signature=[hidden]",
                "said hf_abcdefghijklmnopqrstuvwxyz012345678       | said [hidden]",
                "HF_TOKEN=hf_abcdefgh12345678                    | HF_TOKEN=[hidden]",
                "server_args=(api_key='s3cr3t-word', tp_size=1)  | server_args=(api_key='[hidden]', tp_size=1)",
                "{\"apiKey\": \"s3cr3t-word\"}                   | {\"apiKey\": \"[hidden]\"}",
                "vllm serve m --api-key s3cr3t-word --port 1     | vllm serve m --api-key [hidden] --port 1",
                "clone https://me:pass-word@example.org/x        | clone https://[hidden]@example.org/x",
                "ghp_abcdefghijklmnopqrstuvwx                    | [hidden]"
            })
    void secretsGoOut(String text, String clean) {
        assertThat(redaction.clean(text)).isEqualTo(clean);
    }

    @Test
    void privateKeysGoOutWholeAndCutAtEitherEnd() {
        String body = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n".repeat(5);
        String key = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + body + "-----END OPENSSH PRIVATE KEY-----";

        assertThat(redaction.clean("x\n" + key + "\ny")).isEqualTo("x\n[hidden]\ny");
        assertThat(redaction.clean("x\n-----BEGIN RSA PRIVATE KEY-----\n" + body))
                .isEqualTo("x\n[hidden]");
        assertThat(redaction.clean(body + "-----END OPENSSH PRIVATE KEY-----\ny"))
                .isEqualTo("[hidden]\ny");
    }

    @Test
    void keysOfSixtyFourHexDigitsGoOutAndDigestsStay() {
        String hex = "0123456789abcdef".repeat(4);

        assertThat(redaction.clean("key " + hex)).isEqualTo("key [hidden]");
        assertThat(redaction.clean("image@sha256:" + hex)).isEqualTo("image@sha256:" + hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GPU KV cache size: 123,456 tokens",
                "max_num_batched_tokens=2048, tokenizer='Qwen/Qwen2.5-1.5B-Instruct'",
                "eos_token_id: 2",
                "pad_token_id=151643",
                "pip install hf_transfer",
                "abc is too short to be a secret",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI operator",
                "the API refused the token"
            })
    void whatIsNoSecretStays(String text) {
        assertThat(redaction.clean(text)).isEqualTo(text);
    }
}
