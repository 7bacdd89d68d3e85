package io.pentimento.core.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What somebody wants of the device, before anybody looked at the machine. */
public enum DeviceChoice {
  /** The GPU if the machine has one and the libraries are those for GPUs, else the CPU. */
  AUTO,
  CPU,
  /** The GPU or nothing: who pays for one does not want to find out later. */
  CUDA;

  /** Variable that tells a process; AUTO without it. */
  public static final String VARIABLE = "PENTIMENTO_DEVICE";

  /** What NVIDIA's driver shows of itself, and where Windows lends its GPUs to Linux. */
  private static Stream<Path> driver() {
    return Stream.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));
  }

  /**
   * @throws IllegalArgumentException if {@link #VARIABLE} has another value
   */
  public static DeviceChoice ofThisProcess() {
    return of(System.getenv());
  }

  static DeviceChoice of(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "").strip();
    return value.isEmpty()
        ? AUTO
        : Arrays.stream(values())
            .filter(choice -> choice.name().equals(value.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s is '%s'; it may be Auto, CPU or CUDA".formatted(VARIABLE, value)));
  }

  /** The device for ONNX Runtime on this machine. */
  public Device device() {
    return device(() -> OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));
  }

  /**
   * The device for a library on this machine.
   *
   * @param supportsCuda whether the library can use an NVIDIA GPU; asked only if there is a driver
   */
  public Device device(BooleanSupplier supportsCuda) {
    return switch (this) {
      case CPU -> Device.CPU;
      case CUDA -> Device.CUDA;
      case AUTO ->
          driver().anyMatch(Files::exists) && supportsCuda.getAsBoolean()
              ? Device.CUDA
              : Device.CPU;
    };
  }
}
