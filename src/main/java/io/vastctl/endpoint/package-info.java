/** Asks a served model for tokens over HTTP, and the plain HTTP exchange underneath. */
@NullMarked
package io.vastctl.endpoint;

import org.jspecify.annotations.NullMarked;
