/** {@code vastctl host}: machines that the account offers. */
@NullMarked
package io.vastctl.cli.host;

import org.jspecify.annotations.NullMarked;
