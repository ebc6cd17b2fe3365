/** One run from request to result: search, rent, wait, give back, remember. */
@NullMarked
package io.vastctl.provision;

import org.jspecify.annotations.NullMarked;
