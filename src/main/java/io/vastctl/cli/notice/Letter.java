package io.vastctl.cli.notice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What is told to a command or an address. */
public interface Letter {

    /** The whole of it, for an address and for the stdin of a command. */
    ObjectNode json();

    /** The essentials, for the environment of a command. */
    Map<String, String> variables();
}
