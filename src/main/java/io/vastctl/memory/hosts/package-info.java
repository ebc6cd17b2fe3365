/** What machines and hosts did, what is held against them, and which are barred or let off. */
@NullMarked
package io.vastctl.memory.hosts;

import org.jspecify.annotations.NullMarked;
