/** What the operator configured: settings, folders, the API key, workloads. Every mistake in it is one clear line. */
@NullMarked
package io.vastctl.config;

import org.jspecify.annotations.NullMarked;
