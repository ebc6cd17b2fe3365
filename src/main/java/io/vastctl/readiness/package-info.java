/** How we tell that a rented machine serves its workload: the plug-in contract, its evidence and the wait itself. */
@NullMarked
package io.vastctl.readiness;

import org.jspecify.annotations.NullMarked;
