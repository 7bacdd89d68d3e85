// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.device;

import ai.onnxruntime.OrtProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The requested device, independent of the machine. */
public enum DeviceChoice {
  /** The GPU if the machine has one and the libraries support it, otherwise the CPU. */
  AUTO,
  CPU,
  /** The GPU; it is an error if it cannot be used, so that a reserved GPU is never left idle. */
  CUDA;

  /** The environment variable with the choice; AUTO if it is not set. */
  public static final String VARIABLE = "PENTIMENTO_DEVICE";

  /**
   * Files that show that NVIDIA's driver is loaded, on Linux and on Windows Subsystem for Linux.
   */
  private static Stream<Path> driver() {
    return Stream.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));
  }

  /**
   * The choice in the environment of this process.
   *
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
                        "%s is '%s'; it must be Auto, CPU or CUDA".formatted(VARIABLE, value)));
  }

  /** The device for ONNX Runtime on this machine. */
  public Device device() {
    return device(() -> OnnxRuntimeLibrary.providers().contains(OrtProvider.CUDA));
  }

  /**
   * The device for a library on this machine.
   *
   * @param supportsCuda whether the library can use an NVIDIA GPU; called only if there is a driver
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
