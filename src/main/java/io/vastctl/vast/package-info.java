/** The Vast.ai REST API: the calls we make, and its errors as values. */
@NullMarked
package io.vastctl.vast;

import org.jspecify.annotations.NullMarked;
