/**
 * What a machine's GPUs tell over SSH, asked for and read. Holds no I/O: the probes go out and their report comes back
 * through {@link io.vastctl.readiness.ProbeExecutor}.
 */
@NullMarked
package io.vastctl.guard.telemetry;

import org.jspecify.annotations.NullMarked;
