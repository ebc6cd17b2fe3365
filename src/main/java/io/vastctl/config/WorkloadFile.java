package io.vastctl.config;

import io.vastctl.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One workload file, read.
 *
 * @param name what it calls itself or, failing that, its file name without the ending
 * @param workload empty if a problem is an error
 */
record WorkloadFile(String name, Optional<Workload> workload, List<Problem> problems) {

    private static final double VLLM_IMAGE_GB = 8.5;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][\\w./:@-]{0,299}");
    private static final Pattern MODEL = Pattern.compile("[\\w./][\\w./:@-]{0,299}");
    static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SCRIPT = Pattern.compile("(?s).{1,3999}");
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|CREDENTIAL).*");
    private static final Pattern SECRET_VALUE =
            Pattern.compile("(hf_|sk-|ghp_|github_pat_|AKIA|xox[bp]-|-----BEGIN).*", Pattern.DOTALL);

    /**
     * Reads everything that can be read, and says what cannot.
     *
     * @param stem the file name without its ending
     */
    static WorkloadFile read(String file, String stem, String content) {
        WorkloadFields fields = new WorkloadFields(YamlFile.parse(file, content));
        String name = fields.text("name", NAME, "lower-case letters, digits, dots and dashes")
                .orElse(stem);
        Workload workload = workload(fields, name);
        return new WorkloadFile(name, fields.usable() ? Optional.of(workload) : Optional.empty(), fields.problems());
    }

    private static Workload workload(WorkloadFields fields, String name) {
        String adapter = fields.text("adapter", NAME, "the id of a readiness adapter, such as vllm")
                .orElse("vllm");
        fields.require("image", "vram-gb");
        if (adapter.equals("vllm")) fields.require("model");
        String image = fields.text("image", IMAGE, "a container image with a tag, such as vllm/vllm-openai:v0.10.2")
                .orElse("");
        String model = fields.text("model", MODEL, "a model on the Hugging Face Hub, such as org/name")
                .orElse("");
        int vramGb = fields.wholeNumber("vram-gb", 1, 1000, "GPU memory of one card in whole GB, such as 24")
                .orElse(1);
        double imageGb = fields.number("image-gb", 0.01, 500, "the download size in GB, such as 8.5")
                .orElse(VLLM_IMAGE_GB);
        double modelGb = fields.number("model-gb", 0, 5000, "the download size in GB, such as 16.6")
                .orElse(model.isEmpty() ? 0 : 0.7 * vramGb);
        Map<String, String> environment = fields.pairs("env", VARIABLE, "a map of variable names to values");
        warnOfImage(fields, image);
        warnOfSecrets(fields, environment);
        return new Workload(
                name,
                adapter,
                image,
                model,
                fields.items("args", "a list, one entry for each word, such as [\"--dtype\", \"half\"]"),
                fields.wholeNumber("context", 1, 10_000_000, "a number of tokens, such as 16384"),
                fields.wholeNumber("port", 1, 65535, "a port from 1 to 65535").orElse(8000),
                vramGb,
                disk(fields, imageGb, modelGb),
                imageGb,
                modelGb,
                fields.number("min-cuda", 9, 99, "a CUDA version, such as 12.8"),
                computeCapability(fields),
                environment,
                fields.names("pass-env", VARIABLE, "a list of variable names"),
                fields.text("start", SCRIPT, "a shell script below 4000 characters"),
                new ServingFields(fields).read(adapter));
    }

    private static OptionalInt computeCapability(WorkloadFields fields) {
        return fields.wholeNumber(
                "min-compute-capability", 100, 9999, "the compute capability times 100: 750 for Turing's 7.5");
    }

    /** Unpacking takes room beside what is downloaded; logs and caches get 10 GB. */
    private static int disk(WorkloadFields fields, double imageGb, double modelGb) {
        OptionalInt asked = fields.wholeNumber("disk-gb", 1, 10_000, "whole GB, such as 40");
        if (asked.isEmpty()) return (int) Math.ceil((imageGb + modelGb) * 1.3 + 10);
        double least = imageGb + modelGb;
        if (asked.getAsInt() < least) {
            fields.error(
                    fields.line("disk-gb"),
                    "disk-gb: " + asked.getAsInt() + " GB cannot hold image and model, which take "
                            + Math.round(least * 10) / 10.0 + " GB as downloaded");
        }
        return asked.getAsInt();
    }

    private static void warnOfImage(WorkloadFields fields, String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        if (!image.isEmpty() && !last.contains(":") && !last.contains("@")) {
            fields.warn(
                    fields.line("image"),
                    "image: " + image + " has no tag, so it means something else every week; add one such as :v0.10.2");
        } else if (last.endsWith(":latest")) {
            fields.warn(fields.line("image"), "image: the tag latest means something else every week; name a version");
        }
    }

    private static void warnOfSecrets(WorkloadFields fields, Map<String, String> environment) {
        environment.forEach((variable, value) -> {
            boolean named = SECRET_NAME.matcher(variable).matches() && !value.isEmpty();
            if (named || SECRET_VALUE.matcher(value).matches()) {
                fields.warn(
                        fields.line("env"),
                        "env: " + variable + " looks like a secret in clear; list its name under pass-env instead");
            }
        });
    }
}
