// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.graph.GraphOutputs;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.graph.OutOfMemoryException;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.core.torchscript.ScriptGraph;
import io.pentimento.training.djl.GeneratedModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network as TorchScript on libtorch. */
public final class ScriptSession implements GraphSession {
  private final NDManager manager;
  private final ScriptGraph graph;
  private final PtSymbolBlock module;
  private final ScriptTensors tensors;
  private final PtNDArray[] stored;

  private ScriptSession(NDManager manager, ScriptGraph graph, ScriptSettings settings)
      throws IOException {
    Convolutions.requireExact(manager);
    this.manager = manager;
    this.graph = graph;
    this.module =
        GeneratedModule.load(
            manager,
            ", inputs: List[Tensor], w: List[Tensor]) -> List[Tensor]",
            graph.body().indent(2));
    this.tensors = new ScriptTensors(manager, settings);
    this.stored = graph.stored().stream().map(tensors::stored).toArray(PtNDArray[]::new);
  }

  /**
   * Compiles the script and copies its weights to the manager's device.
   *
   * @param manager closed with the session, also if this method fails
   */
  public static ScriptSession open(NDManager manager, ScriptGraph graph, ScriptSettings settings)
      throws IOException {
    try {
      return new ScriptSession(manager, graph, settings);
    } catch (EngineException e) {
      manager.close();
      throw failure(e);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public Tensor run(Tensor... inputs) {
    requireInputs(inputs);
    try (NDManager scratch = manager.newSubManager()) {
      return ScriptOutputs.toHost(forward(scratch, inputs).get(0));
    } catch (EngineException e) {
      throw failure(e);
    }
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    Tensor[] ordered =
        graph.inputs().stream().map(i -> inputs.get(i.name())).toArray(Tensor[]::new);
    requireInputs(ordered);
    try (NDManager scratch = manager.newSubManager()) {
      NDList results = forward(scratch, ordered);
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      for (int i = 0; i < results.size(); i++) {
        outputs.put(graph.outputs().get(i), ScriptOutputs.toHost(results.get(i)));
      }
      return outputs;
    } catch (EngineException e) {
      throw failure(e);
    }
  }

  @Override
  public GraphOutputs runResident(Map<String, Tensor> values, @Nullable GraphOutputs earlier) {
    NDManager owner = manager.newSubManager();
    try {
      PtNDArray[] x =
          graph.inputs().stream()
              .map(i -> resident(owner, i, values.get(i.name()), (ScriptOutputs) earlier))
              .toArray(PtNDArray[]::new);
      return new ScriptOutputs(owner, graph.outputs(), forward(owner, x));
    } catch (EngineException e) {
      owner.close();
      throw failure(e);
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  private PtNDArray resident(
      NDManager owner,
      ScriptGraph.Input input,
      @Nullable Tensor value,
      @Nullable ScriptOutputs earlier) {
    if (value == null && earlier != null) {
      return earlier.array(input.name());
    }
    return tensors.input(owner, requireInput(input, value));
  }

  private NDList forward(NDManager scratch, Tensor... inputs) {
    PtNDArray[] x =
        Arrays.stream(inputs).map(t -> tensors.input(scratch, t)).toArray(PtNDArray[]::new);
    return forward(scratch, x);
  }

  /**
   * Runs with arrays that are on the device. On a GPU it returns before the result is available.
   *
   * @param scratch owns the results
   */
  public NDList forward(NDManager scratch, PtNDArray... inputs) {
    tensors.settings().applyToThread();
    try (IValue x = IValue.listFrom(inputs);
        IValue w = IValue.listFrom(stored);
        IValue result = IValueUtils.forward(module, new IValue[] {x, w})) {
      return result.toNDList((PtNDManager) scratch);
    }
  }

  private void requireInputs(Tensor... values) {
    List<ScriptGraph.Input> declared = graph.inputs();
    if (values.length != declared.size()) {
      throw new IllegalArgumentException(
          "The network has %d inputs; it was given %d.".formatted(declared.size(), values.length));
    }
    for (int i = 0; i < values.length; i++) {
      Tensor unused = requireInput(declared.get(i), values[i]);
    }
  }

  private static Tensor requireInput(ScriptGraph.Input input, @Nullable Tensor value) {
    if (value == null || !fits(value.shape(), input.shape())) {
      throw new IllegalArgumentException(
          "The network's input '%s' must have the shape %s; it was given %s."
              .formatted(input.name(), described(input.shape()), value));
    }
    return value;
  }

  private static boolean fits(long[] shape, long[] declared) {
    boolean fits = shape.length == declared.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = BatchDimension.isOpen(declared[i]) ? shape[i] > 0 : shape[i] == declared[i];
    }
    return fits;
  }

  private static List<String> described(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(d -> BatchDimension.isOpen(d) ? BatchDimension.label(d) : Long.toString(d))
        .toList();
  }

  /** Frees memory that libtorch caches for later arrays, so that a smaller batch can succeed. */
  private static RuntimeException failure(EngineException e) {
    String message = String.valueOf(e.getMessage());
    if (!message.contains("out of memory")) {
      return e;
    }
    if (message.contains("CUDA")) {
      JniUtils.emptyCudaCache();
    }
    return new OutOfMemoryException("libtorch: " + firstLine(message), e);
  }

  private static String firstLine(String message) {
    return message.lines().filter(l -> l.contains("out of memory")).findFirst().orElse(message);
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }
}
