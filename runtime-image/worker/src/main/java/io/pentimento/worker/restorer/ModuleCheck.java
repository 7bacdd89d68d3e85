// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.restorer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.reason.SourceReason;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.script.ScriptModule;
import io.pentimento.training.script.ScriptedRestorer;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Checks whether a TorchScript module can be adapted, before a GPU is used. */
final class ModuleCheck {
  /** Restorers overshoot slightly, mostly at edges. */
  private static final double OVERSHOOT = 0.1;

  private static final double FEW = 0.05;

  private ModuleCheck() {}

  /**
   * Loads the module and restores one image.
   *
   * @throws StageFailure if it cannot be adapted; the message gives the reason
   */
  static void require(Path file, PixelValueRange range, int size) throws IOException {
    requireTrainable(file);
    try (ScriptedRestorer restorer = ScriptedRestorer.open(file, range)) {
      Tensor restored = restorer.raw(colours(range, size));
      requireFinite(file, restored);
      requireRange(file, range, restored);
    }
  }

  private static void requireTrainable(Path file) throws IOException {
    try (NDManager manager = TorchEngine.newManager();
        ScriptModule module = ScriptModule.load(manager, file)) {
      Map<String, NDArray> parameters = module.parameters(manager);
      if (parameters.values().stream().noneMatch(NDArray::hasGradient)) {
        throw new CheckpointMismatch(
            file
                + ": the module has no trainable parameter; export it without"
                + " torch.jit.freeze and with requires_grad");
      }
      parameters.forEach(
          (name, p) -> {
            if (p.getDataType() != DataType.FLOAT32) {
              throw new CheckpointMismatch(
                  "%s: parameter '%s' is %s; export the module in float32"
                      .formatted(file, name, p.getDataType()));
            }
          });
    }
  }

  /** An image that covers the value range: red horizontally, green vertically, blue diagonally. */
  private static Tensor colours(PixelValueRange range, int size) {
    Tensor image = Tensor.zeros(1, 3, size, size);
    float step = (1f - range.black()) / Math.max(1, size - 1);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int at = y * size + x;
        image.data()[at] = range.black() + step * x;
        image.data()[size * size + at] = range.black() + step * y;
        image.data()[2 * size * size + at] = range.black() + step * (x + y) / 2;
      }
    }
    return image;
  }

  private static void requireFinite(Path file, Tensor restored) {
    for (float value : restored.data()) {
      if (!Float.isFinite(value)) {
        throw new StageFailure(
            FailureClass.DATA,
            SourceReason.NON_FINITE_MODEL,
            "spec.%s: %s: the module's output contains NaN or infinite values; the module is damaged"
                .formatted(SourceName.RESTORER, file));
      }
    }
  }

  private static void requireRange(Path file, PixelValueRange range, Tensor restored) {
    double room = OVERSHOOT * (1 - range.black());
    int outside = 0;
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : restored.data()) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      outside += value < range.black() - room || value > 1 + room ? 1 : 0;
    }
    if (outside > FEW * restored.size()) {
      throw new CheckpointMismatch(
          ("%s: for a test image, the module returns values from %.3g to %.3g, %d %% of them far"
                  + " outside spec.restorer.valueRange %s; check the range")
              .formatted(
                  file, least, greatest, 100L * outside / restored.size(), range.published()));
    }
  }
}
