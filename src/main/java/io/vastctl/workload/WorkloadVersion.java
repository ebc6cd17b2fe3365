package io.vastctl.workload;

/**
 * What ran under a name: with another image or another model it is another thing, whose past says nothing of this one.
 *
 * @param name of the workload
 * @param image container image with a tag
 * @param model as the server is asked for it
 */
public record WorkloadVersion(String name, String image, String model) {}
