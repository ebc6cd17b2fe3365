package io.vastctl.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What to run, and what it needs.
 *
 * @param name short name, {@code tinyllama}
 * @param adapter id of the readiness adapter, {@code vllm}
 * @param image container image with a tag
 * @param model model repository on the Hugging Face Hub, {@code org/name}
 * @param arguments further server arguments, one list entry each, unquoted
 * @param contextLength tokens of context asked for ({@code --max-model-len})
 * @param port the port inside the container that the server listens on
 * @param minVramGb GPU memory of one card in nominal GB, 24 for a 24 GB card
 * @param diskGb disk to rent
 * @param imageGb size of the image as downloaded
 * @param modelGb size of the model as downloaded
 * @param minCuda CUDA version the image needs the driver to carry
 * @param minComputeCapability times 100, 750 for Turing
 * @param environment variables for the container, in clear
 * @param passEnvironment names of the operator's own variables to hand over, such as {@code HF_TOKEN}; never printed
 * @param startScript a script that starts the server, in place of the adapter's own
 * @param serving how the server is started, guarded, found to be up, and proven to work
 * @param replaced what of it is not as the workload is defined
 */
public record Workload(
        String name,
        String adapter,
        String image,
        String model,
        List<String> arguments,
        OptionalInt contextLength,
        int port,
        int minVramGb,
        int diskGb,
        double imageGb,
        double modelGb,
        OptionalDouble minCuda,
        OptionalInt minComputeCapability,
        Map<String, String> environment,
        Set<String> passEnvironment,
        Optional<String> startScript,
        Serving serving,
        Replaced replaced) {

    public Workload {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        passEnvironment = Set.copyOf(passEnvironment);
    }

    /** One that is as it is defined. */
    public Workload(
            String name,
            String adapter,
            String image,
            String model,
            List<String> arguments,
            OptionalInt contextLength,
            int port,
            int minVramGb,
            int diskGb,
            double imageGb,
            double modelGb,
            OptionalDouble minCuda,
            OptionalInt minComputeCapability,
            Map<String, String> environment,
            Set<String> passEnvironment,
            Optional<String> startScript,
            Serving serving) {
        this(
                name,
                adapter,
                image,
                model,
                arguments,
                contextLength,
                port,
                minVramGb,
                diskGb,
                imageGb,
                modelGb,
                minCuda,
                minComputeCapability,
                environment,
                passEnvironment,
                startScript,
                serving,
                Replaced.NOTHING);
    }

    /** One that is served as vLLM serves, and is as it is defined. */
    public Workload(
            String name,
            String adapter,
            String image,
            String model,
            List<String> arguments,
            OptionalInt contextLength,
            int port,
            int minVramGb,
            int diskGb,
            double imageGb,
            double modelGb,
            OptionalDouble minCuda,
            OptionalInt minComputeCapability,
            Map<String, String> environment,
            Set<String> passEnvironment,
            Optional<String> startScript) {
        this(
                name,
                adapter,
                image,
                model,
                arguments,
                contextLength,
                port,
                minVramGb,
                diskGb,
                imageGb,
                modelGb,
                minCuda,
                minComputeCapability,
                environment,
                passEnvironment,
                startScript,
                Serving.LIKE_VLLM);
    }

    /** GB that cross the network before the first token. */
    public double downloadGb() {
        return imageGb + modelGb;
    }

    /**
     * The least {@code gpu_ram} to accept, in the API's MB. Cards report less than their name (24 GB
     * as 24564 MB, 80 GB as 81559 MB), so the nominal size counts with a margin of 7 per cent.
     */
    public int minGpuRamMb() {
        return (int) Math.floor(minVramGb * 1024 * 0.93);
    }

    /** The same in another container image. */
    public Workload withImage(String otherImage) {
        boolean other = replaced.image() || !otherImage.equals(image);
        return with(otherImage, model, serving, new Replaced(other, replaced.model()));
    }

    /** The same with another model; needs and sizes stay as they are. */
    public Workload withModel(String otherModel) {
        boolean other = replaced.model() || !otherModel.equals(model);
        return with(image, otherModel, serving, new Replaced(replaced.image(), other));
    }

    /** The same with a server of other ways. */
    public Workload withServing(Serving otherServing) {
        return with(image, model, otherServing, replaced);
    }

    /** The same workload with nothing of it that could be secret: no arguments, variables and scripts. */
    public Workload withoutSecrets() {
        return new Workload(
                name,
                adapter,
                image,
                model,
                List.of(),
                contextLength,
                port,
                minVramGb,
                diskGb,
                imageGb,
                modelGb,
                minCuda,
                minComputeCapability,
                Map.of(),
                Set.of(),
                Optional.empty(),
                Serving.LIKE_VLLM,
                replaced);
    }

    /** What its past is found by. */
    public WorkloadVersion version() {
        return new WorkloadVersion(name, image, model);
    }

    /**
     * What a bar for it alone is found by: the name, and the image and model where they are not the workload's own, in
     * the words of the command line. What does not suit a card with one image may suit it with another.
     */
    public String barredAs() {
        return name + (replaced.image() ? " --image " + image : "") + (replaced.model() ? " --model " + model : "");
    }

    private Workload with(String otherImage, String otherModel, Serving otherServing, Replaced others) {
        return new Workload(
                name,
                adapter,
                otherImage,
                otherModel,
                arguments,
                contextLength,
                port,
                minVramGb,
                diskGb,
                imageGb,
                modelGb,
                minCuda,
                minComputeCapability,
                environment,
                passEnvironment,
                startScript,
                otherServing,
                others);
    }
}
