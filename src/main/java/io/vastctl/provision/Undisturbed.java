package io.vastctl.provision;

/** Work that an interruption does not stop half-way; the thread's flag tells of it afterwards. */
final class Undisturbed {
    private Undisturbed() {}

    /** Takes itself up again where it was interrupted. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws InterruptedException;
    }

    static <T> T finish(Step<T> step) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return step.run();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
