/** A survey: many machines of the market, verified at once, each by an attempt of its own. */
@NullMarked
package io.vastctl.provision.survey;

import org.jspecify.annotations.NullMarked;
