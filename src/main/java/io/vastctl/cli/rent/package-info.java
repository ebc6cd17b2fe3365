/** {@code test} and {@code up}: their options, plan, run, result, files and metrics. */
@NullMarked
package io.vastctl.cli.rent;

import org.jspecify.annotations.NullMarked;
