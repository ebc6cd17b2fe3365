package io.vastctl.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.cli.text.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackAddressTest {

    @Test
    void addressesOfThisComputerAreTaken() {
        for (String text : List.of("127.0.0.1:9464", "127.8.0.3:0", "localhost:1", "[::1]:65535", "LocalHost:80"))
            assertThat(LoopbackAddress.parse("--http", text).getAddress().isLoopbackAddress())
                    .as(text)
                    .isTrue();
    }

    @Test
    void othersAreRefusedWithAWayOut() {
        for (String text : List.of("0.0.0.0:80", "192.168.1.4:80", "example.org:80", "[::]:80", "127.0.0.999:80"))
            assertThatThrownBy(() -> LoopbackAddress.parse("--http", text))
                    .as(text)
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("--http " + text)
                    .hasMessageContaining("ssh -L");
        for (String text : List.of("9464", ":9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "::1:80", ""))
            assertThatThrownBy(() -> LoopbackAddress.parse("--http", text))
                    .as(text)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("such as 127.0.0.1:9464");
        assertThatThrownBy(() -> LoopbackAddress.parse("--http", "127.0.0.1:65536"))
                .hasMessageContaining("a port from 0 to 65535");
    }
}
