package io.vastctl.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTroubleTest {

    private static final String KEY = "planted-api-key-5b1e77";

    @RegisterExtension
    static final WireMockExtension API = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home).with("VAST_API_KEY", KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    401 | {"success":false,"error":"auth_error","msg":"Invalid user key"}
                    401 | Unauthorized
                    404 | {"success":false,"error":"auth_error","msg":"Invalid user key"}
                    403 | {"success":false,"error":"not_authorized","msg":"this key may not do that"}
                    """)
    void aRefusedKeyIsCode7(int status, String body) {
        answer(status, body);

        shell.run("offers", "--api-url", API.baseUrl()).refuses(7, "VAST_API_KEY");
        Ran test = shell.run("test", "--api-url", API.baseUrl(), "-o", "json").exits(7);
        assertThat(test.json("run").path("outcome").asText()).isEqualTo("account");
        assertThat(test.out() + test.err()).doesNotContain(KEY);
        shell.run("doctor", "--api-url", API.baseUrl()).exits(7).says("fail");
    }

    @Test
    void anApiThatIsDownIsCode1AfterAMinuteAtMost() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String down = "http://127.0.0.1:" + port;

        shell.run("offers", "--api-url", down).refuses(1, "127.0.0.1:" + port, "--api-url");

        assertThat(shell.time.naps().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(75));
        assertThat(shell.run("test", "--api-url", down, "-o", "json")
                        .exits(1)
                        .json("run")
                        .path("outcome")
                        .asText())
                .isEqualTo("error");
    }

    @Test
    void theVariableNamesTheAddressToo() {
        answer(401, "no");

        shell.with("VAST_URL", API.baseUrl()).run("offers").refuses(7, "VAST_API_KEY");

        assertThat(API.getAllServeEvents()).isNotEmpty();
    }

    @Test
    void anAnswerThatMakesNoSenseIsCode1AndNeverNoInstances() {
        answer(200, "<html>maintenance</html>");

        shell.run("offers", "--api-url", API.baseUrl()).refuses(1, "search");
        Ran test = shell.run("test", "--api-url", API.baseUrl(), "-o", "json").exits(1);
        assertThat(test.json("run").path("attempts")).isEmpty();
    }

    private static void answer(int status, String body) {
        API.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    }
}
