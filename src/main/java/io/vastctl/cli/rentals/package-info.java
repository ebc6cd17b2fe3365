/** What is rented: {@code instances}, {@code down}, {@code reap}, {@code renew}, {@code tunnel}, and the lease it runs under. */
@NullMarked
package io.vastctl.cli.rentals;

import org.jspecify.annotations.NullMarked;
