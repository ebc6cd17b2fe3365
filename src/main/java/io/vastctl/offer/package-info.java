/** What is for rent, and what we ask for. */
@NullMarked
package io.vastctl.offer;

import org.jspecify.annotations.NullMarked;
