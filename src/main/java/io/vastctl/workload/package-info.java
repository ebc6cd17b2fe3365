/** What we want to run: image, model, arguments, and what they need. */
@NullMarked
package io.vastctl.workload;

import org.jspecify.annotations.NullMarked;
