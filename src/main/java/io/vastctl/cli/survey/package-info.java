/** {@code vastctl survey} and {@code survey show}: options, plan, progress, table, JSON and page. */
@NullMarked
package io.vastctl.cli.survey;

import org.jspecify.annotations.NullMarked;
