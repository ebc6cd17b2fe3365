package io.vastctl.vast;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns an order into the JSON that the create endpoint understands. Pure. */
final class CreateBody {

    private CreateBody() {}

    static ObjectNode of(RentalOrder order) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("client_id", "me");
        body.put("image", order.image());
        body.put("disk", order.diskGb());
        body.put("label", order.label());
        // Plain "ssh" never wires the proxy; both of these replace the image's entry point.
        body.put("runtype", order.direct() ? "ssh_direct" : "ssh_proxy");
        // An object, against the documentation: a string of flags is silently not applied.
        ObjectNode env = body.putObject("env");
        order.environment().forEach(env::put);
        body.put("onstart", order.startScript());
        body.put("target_state", "running");
        // Else a machine that is not available leaves a stopped instance that bills its disk.
        body.put("cancel_unavail", true);
        // Its presence alone makes the rental interruptible.
        order.bid().ifPresent(dollars -> body.put("price", dollars));
        return body;
    }
}
