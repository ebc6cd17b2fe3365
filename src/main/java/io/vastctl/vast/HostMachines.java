package io.vastctl.vast;

import java.util.List;

/** The machines that the account offers for rent. Every method throws {@link VastApiException}. */
public interface HostMachines {

    /** All of them; an account that offers none has an empty list. */
    List<HostMachine> list() throws InterruptedException;

    /**
     * Sets the lowest bid that a machine takes. Sent again after trouble that passes: twice is the same as once.
     *
     * @param dollarsPerGpuHour USD per hour for one card, from 0.001 to 32, else {@link IllegalArgumentException}
     */
    void setMinBid(long machineId, double dollarsPerGpuHour) throws InterruptedException;
}
