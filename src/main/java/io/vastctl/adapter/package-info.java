/** What the adapters that we ship have in common: the files of a run on the machine, and how a server is started. */
@NullMarked
package io.vastctl.adapter;

import org.jspecify.annotations.NullMarked;
