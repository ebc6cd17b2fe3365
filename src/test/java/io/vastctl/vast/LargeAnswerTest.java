package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of 50 MB and more, plain and packed: refused, and not by running out of memory. */
class LargeAnswerTest {

    private static final int LARGE = 50 << 20;

    /** Repeated to 50 MB; each is what one kind of reader would choke on. */
    private enum Filling {
        EMPTY_ARRAYS("{\"instances\":[", "[],", "[]]}"),
        EMPTY_OBJECTS("{\"instances\":[", "{},", "{}]}"),
        NUMBERS("{\"instances\":[", "1234567890123456789012345678901234567890,", "1]}"),
        NESTING("{\"instances\":", "[", ""),
        NAMES("{\"instances\":{", "\"a\":1,", "\"b\":1}}"),
        ONE_TEXT("{\"instances\":{\"id\":312,\"status_msg\":\"", "x", "\"}}"),
        NO_JSON("", "token", "");

        private final String head;
        private final String middle;
        private final String tail;

        Filling(String head, String middle, String tail) {
            this.head = head;
            this.middle = middle;
            this.tail = tail;
        }

        String body() {
            return head + middle.repeat(LARGE / middle.length()) + tail;
        }
    }

    private final FakeTime time = new FakeTime();
    private final RawServer server;

    LargeAnswerTest() throws IOException {
        server = new RawServer();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Filling.class)
    void fiftyMegabytesOfNonsenseAreATypedError(Filling filling) {
        server.play(List.of(Reply.right(filling.body())));

        assertThat(catchThrowable(() -> client().show(312))).isInstanceOf(VastApiException.class);
    }

    @Test
    void aLargeErrorPageMakesAShortMessage() {
        server.play(List.of(Reply.failing(400, "no_such_instance ".repeat(LARGE / 17))));

        Throwable refused = catchThrowable(() -> client().show(312));
        assertThat(refused).isInstanceOf(VastApiException.class);
        assertThat(refused.getMessage()).hasSizeLessThan(400);
    }

    @Test
    void aSmallAnswerThatUnpacksToHundredsOfMegabytesIsCut() {
        server.play(List.of(Reply.bomb(300)));

        Throwable refused = catchThrowable(() -> client().destroy(312));
        assertThat(refused).isInstanceOf(VastApiException.class).hasMessageContaining("longer than 64 MB");
    }

    @Test
    void aLargeListThatIsRightIsRead() throws InterruptedException {
        String row = "{\"id\":%d,\"status_msg\":\"" + "x".repeat(2000) + "\"}";
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 10_000; i++) rows.append(i == 1 ? "" : ",").append(String.format(row, i));
        server.play(List.of(Reply.right("{\"total_instances\":10000,\"instances\":[" + rows + "]}")));

        assertThat(client().list()).hasSize(10_000);
    }

    private VastRestClient client() {
        Duration patience = Duration.ofSeconds(60);
        return new VastRestClient(
                server.address(),
                ApiKey.of(ClientFixture.SECRET),
                time,
                time,
                () -> 0L,
                new Patience(patience, patience, patience, patience),
                notice -> {},
                Optional::empty);
    }
}
