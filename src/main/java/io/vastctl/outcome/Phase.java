package io.vastctl.outcome;

/** The phases of one attempt, in the order in which they come. */
public enum Phase {
    CREATE,
    IMAGE_PULL,
    CONTAINER_START,
    SSH,
    GPU_CHECK,
    MODEL_DOWNLOAD,
    MODEL_LOAD,
    ENGINE_WARMUP,
    API_UP,
    FIRST_TOKEN;

    /** Up to the GPU check the machine is on trial, after it the workload. */
    public boolean isInfrastructure() {
        return compareTo(GPU_CHECK) <= 0;
    }
}
