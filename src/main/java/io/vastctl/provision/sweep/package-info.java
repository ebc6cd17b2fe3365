/** The sweep: what is journaled against what the account has, and what is done about the difference. */
@NullMarked
package io.vastctl.provision.sweep;

import org.jspecify.annotations.NullMarked;
