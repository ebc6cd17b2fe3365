/** Completion scripts for bash, zsh and fish, written from the model of the command line. */
@NullMarked
package io.vastctl.cli.completion;

import org.jspecify.annotations.NullMarked;
