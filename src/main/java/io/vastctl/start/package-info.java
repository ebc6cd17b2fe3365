/**
 * What makes a start fast: answers that need no command line, and the class archive. Knows the JDK only, because
 * it runs before anything else is loaded.
 */
@NullMarked
package io.vastctl.start;

import org.jspecify.annotations.NullMarked;
