// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.training.djl.DjlOps;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A TorchScript module in native memory. It always computes as {@code module.eval()}: without
 * dropout, and with the stored statistics of batch normalisation, which training does not change.
 */
public final class ScriptModule implements AutoCloseable {
  private final PtSymbolBlock block;
  private final Path origin;

  private ScriptModule(PtSymbolBlock block, Path origin) {
    this.block = block;
    this.origin = origin;
  }

  /**
   * Loads a file written by {@code torch.jit.save}.
   *
   * @throws CheckpointException if the file is damaged
   * @throws CheckpointMismatch if it is not a module, or uses unknown operators
   */
  public static ScriptModule load(NDManager manager, Path file) throws IOException {
    ScriptArchive.require(file);
    Convolutions.requireExact(manager);
    try {
      PtSymbolBlock block =
          JniUtils.loadModule(
              (PtNDManager) manager, file, true, new String[0], new String[0], true);
      JniUtils.enableInferenceMode(block);
      return new ScriptModule(block, file);
    } catch (EngineException e) {
      throw new CheckpointMismatch(
          "%s: libtorch cannot load the module: %s".formatted(file, cause(e)));
    }
  }

  /** The parameters by name; changing them changes the module. They belong to {@code manager}. */
  public Map<String, NDArray> parameters(NDManager manager) {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    for (NDArray p : JniUtils.moduleGetParams(block, (PtNDManager) manager)) {
      parameters.put(p.getName(), p);
    }
    return parameters;
  }

  /**
   * Calls {@code forward}.
   *
   * @param gradients whether the graph is recorded
   * @throws CheckpointMismatch if it fails or does not return one tensor
   */
  public NDArray forward(NDArray x, boolean gradients) {
    NDList result = call(x, gradients);
    if (result.size() != 1) {
      throw new CheckpointMismatch(
          "%s: forward must return one tensor, but returns %d".formatted(origin, result.size()));
    }
    return result.get(0);
  }

  /**
   * Calls {@code forward} and requires a result with gradients.
   *
   * @throws CheckpointMismatch as above, or if the result does not depend on the parameters
   */
  public NDArray learn(DjlOps ops, NDArray x) {
    NDArray result = forward(x, true);
    if (!ops.hasHistory(result)) {
      throw new CheckpointMismatch(
          origin
              + ": the output has no gradients for the parameters; export the module without"
              + " torch.no_grad and detach");
    }
    return result;
  }

  private NDList call(NDArray x, boolean gradients) {
    try {
      return IValueUtils.forward(block, new NDList(x), gradients);
    } catch (EngineException | UnsupportedOperationException e) {
      throw new CheckpointMismatch(
          "%s: forward failed for an image of shape %s: %s"
              .formatted(origin, x.getShape(), cause(e)));
    }
  }

  /** Writes the module with its current parameters, as {@code torch.jit.save} would. */
  public void write(Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          // Not closed, because the channel belongs to the caller.
          OutputStream stream = Channels.newOutputStream(out);
          JniUtils.writeModule(block, stream, false);
        });
  }

  /** Extracts the cause from libtorch's message, which contains long stack traces. */
  private static String cause(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    List<String> lines = message.lines().map(String::strip).filter(l -> !l.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith("RuntimeError: "))
        .findFirst()
        .orElse(lines.isEmpty() ? message : lines.get(0));
  }

  @Override
  public void close() {
    block.close();
  }
}
