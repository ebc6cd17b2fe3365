package io.vastctl.cli.live;

import io.vastctl.outcome.Phase;

/** The phases as people would say them. */
public final class PhaseWords {
    private PhaseWords() {}

    /** {@code pulling the image}. */
    public static String doing(Phase phase) {
        return switch (phase) {
            case CREATE -> "ordering the machine";
            case IMAGE_PULL -> "pulling image";
            case CONTAINER_START -> "starting the container";
            case SSH -> "logging in";
            case GPU_CHECK -> "checking the GPU";
            case MODEL_DOWNLOAD -> "downloading the model";
            case MODEL_LOAD -> "loading the model";
            case ENGINE_WARMUP -> "warming up the engine";
            case API_UP -> "waiting for the API";
            case FIRST_TOKEN -> "asking for the first token";
        };
    }

    /**
     * What usually comes after it.
     *
     * @param last what is done with an endpoint that works
     */
    public static String next(Phase phase, String last) {
        return switch (phase) {
            case CREATE -> doing(Phase.IMAGE_PULL);
            case IMAGE_PULL, CONTAINER_START -> doing(Phase.SSH);
            case SSH -> doing(Phase.GPU_CHECK);
            case GPU_CHECK -> doing(Phase.MODEL_DOWNLOAD);
            case MODEL_DOWNLOAD -> doing(Phase.MODEL_LOAD);
            case MODEL_LOAD -> doing(Phase.ENGINE_WARMUP);
            case ENGINE_WARMUP, API_UP -> doing(Phase.FIRST_TOKEN);
            case FIRST_TOKEN -> last;
        };
    }
}
