/**
 * How the guard is watched: one picture of it, and what a terminal, a browser, Prometheus and a program see of that. Nothing
 * here changes anything.
 */
@NullMarked
package io.vastctl.cli.watch;

import org.jspecify.annotations.NullMarked;
