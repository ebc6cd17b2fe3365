/** Real sockets on 127.0.0.1: an HTTP server, its answers, and free ports. */
@NullMarked
package io.vastctl.simulator.loopback;

import org.jspecify.annotations.NullMarked;
