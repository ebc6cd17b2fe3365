/** What we rented, as the marketplace reports it. */
@NullMarked
package io.vastctl.instance;

import org.jspecify.annotations.NullMarked;
