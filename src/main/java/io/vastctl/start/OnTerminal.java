package io.vastctl.start;

import java.io.Console;

/** Whether somebody sits at this process. */
public final class OnTerminal {
    private OnTerminal() {}

    /**
     * Whether stdin and stdout both are a terminal. Since JDK 22 there is a console object off a terminal too, which
     * then says so itself.
     */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean reads() {
        Console console = System.console();
        if (console == null) return false;
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
