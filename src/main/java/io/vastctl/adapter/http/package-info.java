/** The adapter for any server that says over HTTP that it is up; its workload file tells the rest. */
@NullMarked
package io.vastctl.adapter.http;

import org.jspecify.annotations.NullMarked;
