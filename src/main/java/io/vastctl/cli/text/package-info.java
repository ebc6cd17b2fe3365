/** How results read: tables, CSV, JSON, words for numbers and moments, widths of characters and terminals. Knows no command. */
@NullMarked
package io.vastctl.cli.text;

import org.jspecify.annotations.NullMarked;
