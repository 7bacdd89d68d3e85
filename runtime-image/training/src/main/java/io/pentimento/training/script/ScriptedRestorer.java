// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.device.Device;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.TorchEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A TorchScript module that restores images. Thread-safe. */
public final class ScriptedRestorer implements RestorerSession {
  private final NDManager manager;
  private final ScriptModule module;
  private final PixelValueRange range;
  private final Path file;

  private ScriptedRestorer(
      NDManager manager, ScriptModule module, PixelValueRange range, Path file) {
    this.manager = manager;
    this.module = module;
    this.range = range;
    this.file = file;
  }

  /** Loads a module onto the configured device of this process. */
  public static ScriptedRestorer open(Path file, PixelValueRange range) throws IOException {
    return open(TorchEngine.newManager(), file, range);
  }

  /** Loads a module onto a device. */
  public static ScriptedRestorer open(Path file, PixelValueRange range, Device device)
      throws IOException {
    return open(TorchEngine.newManager(device), file, range);
  }

  private static ScriptedRestorer open(NDManager manager, Path file, PixelValueRange range)
      throws IOException {
    try {
      return new ScriptedRestorer(manager, ScriptModule.load(manager, file), range, file);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public Tensor restore(Tensor images) {
    Tensor restored = raw(scaled(images, 1 - range.black(), range.black()));
    double span = 1 - range.black();
    Tensor unit = scaled(restored, 1 / span, -range.black() / span);
    for (int i = 0; i < unit.size(); i++) {
      unit.data()[i] = Math.max(0, Math.min(1, unit.data()[i]));
    }
    return unit;
  }

  /**
   * The module's output for values in its own range.
   *
   * @throws CheckpointMismatch if the result has another shape
   */
  public Tensor raw(Tensor images) {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray y = module.forward(ArrayTransfer.toDevice(scratch, images), false);
      y.attach(scratch);
      Tensor restored = ArrayTransfer.toHost(y);
      if (!Arrays.equals(restored.shape(), images.shape())) {
        throw new CheckpointMismatch(
            "%s: forward returns %s for an image of shape %s; a restorer must keep the shape"
                .formatted(
                    file, Arrays.toString(restored.shape()), Arrays.toString(images.shape())));
      }
      return restored;
    }
  }

  private static Tensor scaled(Tensor x, double factor, double offset) {
    float[] y = new float[x.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (x.data()[i] * factor + offset);
    }
    return Tensor.of(y, x.shape());
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }
}
