// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.inference;

import io.pentimento.core.device.Device;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The library that runs networks. */
public enum InferenceEngine {
  /** Faster on CPUs. */
  ONNX_RUNTIME("OnnxRuntime"),
  /** Also used for training, so that a GPU process needs only one CUDA stack. */
  LIBTORCH("LibTorch");

  /** Environment variable that selects the engine; by default, or with Auto, the device decides. */
  public static final String VARIABLE = "PENTIMENTO_ENGINE";

  private static final String AUTO = "auto";

  private final String published;

  InferenceEngine(String published) {
    this.published = published;
  }

  /**
   * @throws IllegalArgumentException if {@link #VARIABLE} has another value
   */
  static InferenceEngine of(Map<String, String> environment, Device device) {
    String value = environment.getOrDefault(VARIABLE, "").strip().toLowerCase(Locale.ROOT);
    if (value.isEmpty() || value.equals(AUTO)) {
      return device == Device.CUDA ? LIBTORCH : ONNX_RUNTIME;
    }
    return Arrays.stream(values())
        .filter(engine -> engine.published.toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is '%s'; it must be Auto, OnnxRuntime or LibTorch"
                        .formatted(VARIABLE, value)));
  }
}
