package io.vastctl.memory.hosts;

/** What a bar or an exemption is about. */
public enum Scope {
    /** One physical machine. */
    MACHINE,
    /** Every machine of one owner. */
    HOST;

    /** The word used in JSON and in tables. */
    public String word() {
        return this == MACHINE ? "machine" : "host";
    }
}
