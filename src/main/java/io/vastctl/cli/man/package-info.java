/** Manual pages, written from the model of the command line: docs/decisions/0013-man-pages-without-asciidoctor.md. */
@NullMarked
package io.vastctl.cli.man;

import org.jspecify.annotations.NullMarked;
