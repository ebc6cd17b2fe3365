package io.vastctl.vast;

import java.time.Duration;

/** Real time that one request may take; a search is slow on the server's side. */
record Patience(Duration connect, Duration search, Duration others, Duration file) {

    static final Patience STANDARD = new Patience(
            Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(30), Duration.ofSeconds(5));
}
