package io.vastctl.docs;

/** What the shell says to a text that it does not run. */
interface Syntax {

    /** Whether the text is one or more whole commands. */
    boolean complete(String text);
}
