// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pentimento.core.device.OnnxRuntimeLibrary;
import io.pentimento.core.graph.GraphOutputs;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.graph.OutOfMemoryException;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A model loaded into ONNX Runtime. Thread-safe; closing it frees its native memory. Adapted
 * weights need a new session.
 */
public final class OnnxSession implements GraphSession {
  private final AtomicBoolean closed = new AtomicBoolean();
  private final OrtSession session;
  private final List<Port> inputs;
  private final List<Port> outputs;
  private final Map<String, String> metadata;

  /**
   * Loads a file, and its separate weights if it refers to such.
   *
   * @throws OnnxException if the file is missing, damaged or uses unknown operators
   */
  public static OnnxSession open(Path file, SessionOptions options) {
    if (!Files.isReadable(file)) {
      throw new OnnxException("The model file '%s' does not exist.".formatted(file), null);
    }
    return new OnnxSession(
        file.toString(), options, (env, o) -> env.createSession(file.toString(), o));
  }

  /** Loads a model of at most 2 GB from memory. */
  public static OnnxSession of(OnnxModel model, SessionOptions options) {
    byte[] bytes = model.toBytes();
    return new OnnxSession("in memory", options, (env, o) -> env.createSession(bytes, o));
  }

  @FunctionalInterface
  private interface Loader {
    OrtSession load(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  private OnnxSession(String origin, SessionOptions options, Loader loader) {
    // Created before the options, so that errors of the device are written to the environment's
    // log.
    OrtEnvironment environment = OnnxRuntimeLibrary.environment();
    try (OrtSession.SessionOptions nativeOptions = options.toNative()) {
      options.addDevice(nativeOptions);
      session = loader.load(environment, nativeOptions);
    } catch (OrtException e) {
      throw new OnnxException(
          "The model '%s' cannot be loaded: %s".formatted(origin, e.getMessage()), e);
    }
    try {
      inputs = session.getInputInfo().values().stream().map(Port::of).toList();
      outputs = session.getOutputInfo().values().stream().map(Port::of).toList();
      metadata = new TreeMap<>(session.getMetadata().getCustomMetadata());
    } catch (OrtException | OnnxException e) {
      close();
      throw new OnnxException(
          "The model '%s' cannot be used: %s".formatted(origin, e.getMessage()), e);
    }
  }

  public List<Port> inputs() {
    return inputs;
  }

  public List<Port> outputs() {
    return outputs;
  }

  /** The metadata given to {@link OnnxOps#model}. */
  public Map<String, String> metadata() {
    return Map.copyOf(metadata);
  }

  /**
   * Runs the model on its inputs in their declared order.
   *
   * @return the first output
   */
  @Override
  public Tensor run(Tensor... values) {
    if (values.length != inputs.size()) {
      throw new IllegalArgumentException(
          "The model has %d inputs; it was given %d.".formatted(inputs.size(), values.length));
    }
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(inputs.get(i).name(), values[i]);
    }
    return requireNonNull(run(named).get(outputs.get(0).name()));
  }

  /**
   * Runs the model. Inputs declared as int64 must be integers; int64 outputs are returned as
   * floats, exact up to 2²⁴.
   *
   * @throws IllegalArgumentException if an input is missing, unknown or of another shape
   * @throws OutOfMemoryException if the device's memory is too small
   * @throws OnnxException if the run fails for another reason
   */
  @Override
  public Map<String, Tensor> run(Map<String, Tensor> values) {
    Map<String, OnnxTensor> natives = new LinkedHashMap<>();
    try {
      for (Port input : inputs) {
        natives.put(input.name(), toNative(input, values.get(input.name())));
      }
      rejectUnknown(values);
      try (OrtSession.Result result = session.run(natives)) {
        return toHost(result);
      }
    } catch (OrtException e) {
      throw failure(e);
    } finally {
      natives.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public GraphOutputs runResident(Map<String, Tensor> values, @Nullable GraphOutputs earlier) {
    Map<String, OnnxTensor> copied = new LinkedHashMap<>();
    Map<String, OnnxTensor> all = new LinkedHashMap<>();
    try {
      for (Port input : inputs) {
        if (earlier != null && !values.containsKey(input.name())) {
          all.put(input.name(), ((NativeOutputs) earlier).named(input.name()));
        } else {
          copied.put(input.name(), toNative(input, values.get(input.name())));
        }
      }
      rejectUnknown(values);
      all.putAll(copied);
      return new NativeOutputs(session.run(all), outputs);
    } catch (OrtException e) {
      throw failure(e);
    } finally {
      copied.values().forEach(OnnxTensor::close);
    }
  }

  /** ONNX Runtime has no error code for insufficient memory. */
  private static RuntimeException failure(OrtException e) {
    String message = String.valueOf(e.getMessage());
    boolean memory =
        message.contains("Failed to allocate memory") || message.contains("out of memory");
    return memory
        ? new OutOfMemoryException("ONNX Runtime: " + message, e)
        : new OnnxException("The model could not be run: " + message, e);
  }

  private static OnnxTensor toNative(Port input, @Nullable Tensor value) throws OrtException {
    if (value == null) {
      throw new IllegalArgumentException(
          "The model's input '%s' is missing.".formatted(input.name()));
    }
    return HostTensors.toNative(OnnxRuntimeLibrary.environment(), input, value);
  }

  private void rejectUnknown(Map<String, Tensor> values) {
    for (String name : values.keySet()) {
      if (inputs.stream().noneMatch(i -> i.name().equals(name))) {
        throw new IllegalArgumentException(
            "The model has no input '%s'; it has %s."
                .formatted(name, inputs.stream().map(Port::name).toList()));
      }
    }
  }

  private Map<String, Tensor> toHost(OrtSession.Result result) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      Port port = outputs.get(i);
      out.put(port.name(), HostTensors.toHost(port, (OnnxTensor) result.get(i)));
    }
    return out;
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new OnnxException("The model could not be unloaded: " + e.getMessage(), e);
    }
  }
}
