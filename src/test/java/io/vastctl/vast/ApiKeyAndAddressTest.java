package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyAndAddressTest {

    @Test
    void aKeyHidesItself() {
        assertThat(ApiKey.of("secret-key\n").toString()).doesNotContain("secret");
        assertThat(ApiKey.of(" secret-key\n").bearer()).isEqualTo("Bearer secret-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "two words", "käse", "line\nbreak"})
    void aKeyThatNoHeaderCarriesIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> ApiKey.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the API key ")
                .message()
                .doesNotContain("words", "käse", "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://console.vast.ai",
                "https://console.vast.ai/",
                "http://127.0.0.1:8080",
                "http://localhost:1",
                "http://[::1]:1/",
                "https://proxy.example/vast"
            })
    void acceptsHttpsAnywhereAndHttpOnThisMachine(String address) {
        assertThat(BaseAddress.of(URI.create(address)).toString()).startsWith("http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://console.vast.ai",
                "http://127.0.0.1.example.com",
                "http://0.0.0.0:1",
                "ftp://console.vast.ai",
                "console.vast.ai",
                "https://user:pass@console.vast.ai",
                "https://console.vast.ai/?api_key=1",
                "https://console.vast.ai/#x",
                "https:///x"
            })
    void refusesAnAddressThatTheKeyMustNotTravelTo(String address) {
        assertThatThrownBy(() -> BaseAddress.of(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the API address ")
                .message()
                .doesNotContain("\n", "pass@", "api_key");
    }

    @Test
    void keepsAPathInFrontOfTheApi() {
        assertThat(BaseAddress.of(URI.create("https://proxy.example/vast/"))
                        .newBuilder()
                        .addPathSegments("api/v0/bundles/")
                        .build()
                        .toString())
                .isEqualTo("https://proxy.example/vast/api/v0/bundles/");
    }
}
