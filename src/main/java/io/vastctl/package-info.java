/** vastctl gets a verified vLLM endpoint on Vast.ai for the least money and leaves no rental behind. */
@NullMarked
package io.vastctl;

import org.jspecify.annotations.NullMarked;
