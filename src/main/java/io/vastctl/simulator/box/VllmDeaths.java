package io.vastctl.simulator.box;

import java.util.Locale;

/** The last words of a vLLM that does not come up, by cause. */
final class VllmDeaths {

    private static final String TRACEBACK = "Traceback (most recent call last):\n";
    private static final String PACKAGES = "  File \"/usr/local/lib/python3.12/dist-packages/";
    private static final String CAUSED = "\nThe above exception was the direct cause of the following exception:\n\n";
    private static final String REQUEST =
            "(Request ID: Root=1-00000000-000000000000000000000000;00000000-0000-0000-0000-000000000000)\n";

    private VllmDeaths() {}

    static String engineWrapper() {
        return TRACEBACK + PACKAGES + "vllm/v1/engine/utils.py\", line 785, in wait_for_engine_startup\n"
                + "    raise RuntimeError(\"Engine core initialization failed. \"\n"
                + "RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {}\n";
    }

    static String nvmlMismatch() {
        return TRACEBACK + PACKAGES + "vllm/third_party/pynvml.py\", line 1042, in _nvmlCheckReturn\n"
                + "    raise NVMLError(ret)\n"
                + "vllm.third_party.pynvml.NVMLError_LibRmVersionMismatch: RM has detected an NVML/RM version mismatch.\n";
    }

    static String noLibcuda() {
        return TRACEBACK + PACKAGES + "torch/__init__.py\", line 405, in <module>\n"
                + "    from torch._C import *  # noqa: F403\n"
                + "ImportError: libcuda.so.1: cannot open shared object file: No such file or directory\n";
    }

    static String noDevices() {
        return TRACEBACK + PACKAGES + "torch/cuda/__init__.py\", line 412, in _lazy_init\n"
                + "    torch._C._cuda_init()\n"
                + "RuntimeError: No CUDA GPUs are available\n";
    }

    static String cudaUnknown() {
        return TRACEBACK + PACKAGES + "torch/cuda/__init__.py\", line 412, in _lazy_init\n"
                + "    torch._C._cuda_init()\n"
                + "RuntimeError: CUDA unknown error - this may be due to an incorrectly set up environment, e.g. changing"
                + " env variable CUDA_VISIBLE_DEVICES after program start. Setting the available devices to be zero.\n";
    }

    static String memoryTaken(double totalGb, double takenGb) {
        return TRACEBACK + PACKAGES + "vllm/v1/worker/gpu_worker.py\", line 187, in init_device\n"
                + "    raise ValueError(\n"
                + String.format(
                        Locale.ROOT,
                        "ValueError: Free memory on device (%.2f/%.2f GiB) on startup is less than desired GPU memory"
                                + " utilization (0.9, %.2f GiB). Decrease GPU memory utilization or reduce GPU memory"
                                + " used by other processes.\n",
                        totalGb - takenGb,
                        totalGb,
                        totalGb * 0.9);
    }

    static String noKernelImage() {
        return TRACEBACK + PACKAGES + "vllm/v1/worker/gpu_model_runner.py\", line 1880, in load_model\n"
                + "    self.model = model_loader.load_model(\n"
                + "RuntimeError: CUDA error: no kernel image is available for execution on the device\n"
                + "CUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below"
                + " might be incorrect.\n";
    }

    static String outOfMemory(double totalGb, double modelGb) {
        return TRACEBACK + PACKAGES + "vllm/model_executor/model_loader/utils.py\", line 64, in initialize_model\n"
                + "    return model_class(vllm_config=vllm_config, prefix=prefix)\n"
                + String.format(
                        Locale.ROOT,
                        "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate %.2f GiB. GPU 0 has a total"
                                + " capacity of %.2f GiB of which 112.12 MiB is free. Including non-PyTorch memory, this"
                                + " process has %.2f GiB memory in use. Of the allocated memory %.2f GiB is allocated by"
                                + " PyTorch, and 15.51 MiB is reserved by PyTorch but unallocated.\n",
                        Math.max(0.1, modelGb / 20),
                        totalGb,
                        totalGb - 0.11,
                        totalGb - 0.6);
    }

    static String diskFull(VllmLog log, String model) {
        return log.engineFailure(
                TRACEBACK + PACKAGES + "huggingface_hub/file_download.py\", line 1849, in _download_to_tmp\n"
                        + "    http_get(\n"
                        + "OSError: [Errno 28] No space left on device: '/root/.cache/huggingface/hub/models--"
                        + model.replace("/", "--") + "'\n");
    }

    static String spoiltFile() {
        return TRACEBACK + PACKAGES + "vllm/model_executor/model_loader/weight_utils.py\", line 620, in"
                + " safetensors_weights_iterator\n"
                + "    with safe_open(st_file, framework=\"pt\") as f:\n"
                + "safetensors_rust.SafetensorError: Error while deserializing header: invalid JSON in header\n";
    }

    static String noDns() {
        return TRACEBACK + PACKAGES + "urllib3/util/connection.py\", line 60, in create_connection\n"
                + "    for res in socket.getaddrinfo(host, port, family, socket.SOCK_STREAM):\n"
                + "socket.gaierror: [Errno -3] Temporary failure in name resolution\n"
                + CAUSED
                + "urllib3.exceptions.NameResolutionError: <urllib3.connection.HTTPSConnection object at 0x7f0000000000>:"
                + " Failed to resolve 'huggingface.co' ([Errno -3] Temporary failure in name resolution)\n"
                + CAUSED
                + "OSError: We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in"
                + " the cached files.\n";
    }

    static String notFound(String model) {
        String url = "https://huggingface.co/" + model + "/resolve/main/config.json";
        return TRACEBACK + PACKAGES + "huggingface_hub/utils/_http.py\", line 409, in hf_raise_for_status\n"
                + "    response.raise_for_status()\n"
                + "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: " + url + "\n"
                + CAUSED
                + "huggingface_hub.errors.RepositoryNotFoundError: 404 Client Error. " + REQUEST
                + "\nRepository Not Found for url: " + url + ".\n"
                + "Please make sure you specified the correct `repo_id` and `repo_type`.\n"
                + CAUSED
                + "OSError: " + model
                + " is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'\n";
    }

    static String gated(String model) {
        String url = "https://huggingface.co/" + model;
        return TRACEBACK + PACKAGES + "huggingface_hub/utils/_http.py\", line 406, in hf_raise_for_status\n"
                + "    response.raise_for_status()\n"
                + "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: " + url
                + "/resolve/main/config.json\n"
                + CAUSED
                + "huggingface_hub.errors.GatedRepoError: 401 Client Error. " + REQUEST
                + "\nCannot access gated repo for url " + url + "/resolve/main/config.json.\n"
                + "Access to model " + model
                + " is restricted. You must have access to it and be authenticated to access it. Please log in.\n";
    }

    static String notAName(String model) {
        return TRACEBACK + PACKAGES + "huggingface_hub/utils/_validators.py\", line 154, in validate_repo_id\n"
                + "    raise HFValidationError(\n"
                + "huggingface_hub.errors.HFValidationError: Repo id must be in the form 'repo_name' or"
                + " 'namespace/repo_name': '" + model + "'. Use `repo_type` argument if needed.\n";
    }
}
