// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.core.torchscript.ElementType;
import io.pentimento.core.torchscript.MemoryLayout;
import io.pentimento.core.torchscript.StoredTensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.GeneratedModule;

/**
 * Copies tensors to the device in the type and layout that a script expects.
 *
 * <p>DJL aborts the process when it reads the type of a bfloat16 array; such arrays are therefore
 * only passed on by their handles.
 */
final class ScriptTensors {
  private static final int CHANNELS_LAST = 2;

  private final NDManager manager;
  private final ScriptSettings settings;
  private final PtSymbolBlock reduce;
  private final PtSymbolBlock channelsLast;

  ScriptTensors(NDManager manager, ScriptSettings settings) {
    this.manager = manager;
    this.settings = settings;
    this.reduce = conversion("torch.to(x[0], %d)".formatted(settings.reduced().scalarType()));
    this.channelsLast =
        conversion("torch.contiguous(x[0], memory_format=%d)".formatted(CHANNELS_LAST));
  }

  ScriptSettings settings() {
    return settings;
  }

  private PtSymbolBlock conversion(String expression) {
    return GeneratedModule.load(
        manager, ", x: List[Tensor]) -> List[Tensor]", "    return [" + expression + "]\n");
  }

  /** A weight or constant, with the lifetime of the session. */
  PtNDArray stored(StoredTensor tensor) {
    NDArray array =
        tensor.type() == ElementType.INTEGER
            ? integers(tensor)
            : laidOut(
                manager,
                ArrayTransfer.toDevice(manager, Tensor.of(tensor.values().get(), tensor.shape())),
                tensor.shape().length);
    NDArray typed = tensor.type() == ElementType.REDUCED ? replaced(manager, reduce, array) : array;
    NDScope.unregister(typed);
    return (PtNDArray) typed;
  }

  private NDArray integers(StoredTensor tensor) {
    float[] values = tensor.values().get();
    long[] whole = new long[values.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) values[i];
    }
    try (NDArray shared = manager.create(whole, new Shape(tensor.shape()))) {
      return shared.duplicate();
    }
  }

  /** An input, owned by {@code scratch}. */
  PtNDArray input(NDManager scratch, Tensor tensor) {
    return (PtNDArray) laidOut(scratch, ArrayTransfer.toDevice(scratch, tensor), tensor.rank());
  }

  private NDArray laidOut(NDManager owner, NDArray array, int rank) {
    return rank == 4 && settings.layout() == MemoryLayout.CHANNELS_LAST
        ? replaced(owner, channelsLast, array)
        : array;
  }

  private static NDArray replaced(NDManager owner, PtSymbolBlock conversion, NDArray array) {
    try (IValue x = IValue.listFrom((PtNDArray) array);
        IValue result = IValueUtils.forward(conversion, new IValue[] {x})) {
      return result.toNDList((PtNDManager) owner).get(0);
    } finally {
      array.close();
    }
  }
}
