/**
 * A rented machine: its SSH and HTTP servers, the commands that probes send, and the vLLM that walks through
 * its stages and writes its log.
 */
@NullMarked
package io.vastctl.simulator.box;

import org.jspecify.annotations.NullMarked;
