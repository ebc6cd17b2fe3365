package io.vastctl.simulator.market;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The image registry and the model hub: whatever is named well exists, but for a few names to rehearse
 * failures with.
 */
public final class Registry {

    private static final Pattern IMAGE =
            Pattern.compile("[a-z0-9][a-z0-9._/:-]*(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]+)?");
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern PARAMETERS =
            Pattern.compile("(?<![A-Za-z0-9.])(?:(\\d+)[xX])?(\\d+(?:\\.\\d+)?)([bBmM])(?![A-Za-z0-9])");
    private static final Pattern VERSION = Pattern.compile(":v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final double UNNAMED_MODEL_GB = 2;

    /** What the hub says to a model's name. */
    public enum ModelAnswer {
        THERE,
        NOT_FOUND,
        GATED,
        NOT_A_NAME
    }

    private Registry() {}

    /** The docker error for an image that cannot be pulled anywhere. */
    static Optional<String> imageError(String image) {
        String bare = image.startsWith("docker.io/") ? image.substring(10) : image;
        if (bare.endsWith(":no-such-tag")) {
            return Optional.of("Error response from daemon: manifest for " + bare
                    + " not found: manifest unknown: manifest unknown");
        }
        if (bare.endsWith(":too-many-layers")) {
            return Optional.of("Error response from daemon: failed to create task for container: failed to create shim"
                    + " task: OCI runtime create failed: runc create failed: unable to start container process: error"
                    + " during container init: error mounting \"overlay\" to rootfs: invalid argument: unknown");
        }
        if (!IMAGE.matcher(bare).matches()) {
            return Optional.of("Error response from daemon: invalid reference format");
        }
        return Optional.empty();
    }

    /** Download size in GB. */
    public static double imageGb(String image) {
        return image.contains("vllm") ? 8.5 : 4.0;
    }

    /** The CUDA version that the image asks the driver for, by the releases of the official vLLM image. */
    static double imageCuda(String image) {
        if (!image.contains("vllm")) return 12.4;
        int version = version(image);
        if (version < 900) return 12.4;
        return version <= 1100 ? 12.8 : 12.9;
    }

    /** The vLLM version in the image's tag as minor x 100 + patch; a tag without numbers is the newest. */
    public static int version(String image) {
        Matcher tag = VERSION.matcher(image);
        if (!tag.find() || !tag.group(1).equals("0")) return 1102;
        String patch = tag.group(3);
        return Integer.parseInt(tag.group(2)) * 100 + (patch == null ? 0 : Integer.parseInt(patch));
    }

    /** The vLLM version in the image's tag, such as 0.10.2. */
    public static String versionText(String image) {
        int version = version(image);
        return "0." + version / 100 + "." + version % 100;
    }

    /** What the hub says to that name. */
    public static ModelAnswer model(String model) {
        if (!MODEL.matcher(model).matches()) return ModelAnswer.NOT_A_NAME;
        if (model.startsWith("no-such-org/")) return ModelAnswer.NOT_FOUND;
        return model.startsWith("gated-org/") ? ModelAnswer.GATED : ModelAnswer.THERE;
    }

    /** Download size in GB, from the number of parameters in the name: two bytes each unless quantised. */
    public static double modelGb(String model) {
        Matcher number = PARAMETERS.matcher(model);
        if (!number.find()) return UNNAMED_MODEL_GB;
        double billions = Double.parseDouble(number.group(2));
        if (number.group(1) != null) billions *= Integer.parseInt(number.group(1));
        if (number.group(3).toLowerCase(Locale.ROOT).equals("m")) billions /= 1000;
        return Math.max(0.05, billions * bytesPerParameter(model.toLowerCase(Locale.ROOT)));
    }

    private static double bytesPerParameter(String model) {
        if (model.contains("fp8") || model.contains("int8")) return 1;
        return model.contains("awq") || model.contains("gptq") || model.contains("int4") ? 0.65 : 2;
    }
}
