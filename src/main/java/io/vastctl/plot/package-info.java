/** Small plots as SVG text, for pages without scripts. Pure: numbers and words go in, text comes out. */
@NullMarked
package io.vastctl.plot;

import org.jspecify.annotations.NullMarked;
