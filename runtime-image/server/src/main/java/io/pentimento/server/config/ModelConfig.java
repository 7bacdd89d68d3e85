package io.pentimento.server.config;

import io.pentimento.core.restorer.ServingPrecision;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Which model is served. */
@ConfigMapping(prefix = "pentimento.model")
public interface ModelConfig {
  /**
   * The {@code .onnx} file, or a directory that holds {@code model.onnx}; or a TorchScript module,
   * {@code .pt}, for which an engine is needed.
   */
  Optional<Path> path();

  /**
   * The weight w of a CodeFormer where a request names none, from 0 (the best looks) to 1 (the
   * greatest likeness to the input). Default: as recorded with the model.
   */
  OptionalDouble fidelityWeight();

  /**
   * Which of a model's graphs is served: Float16 takes {@code NAME.float16.onnx} beside {@code
   * NAME.onnx} where there is one. It is for GPUs; CPUs gain no time by it.
   */
  @WithDefault("Float32")
  ServingPrecision precision();

  /** How long to wait before a model that could not be loaded is tried again. */
  @WithDefault("10s")
  Duration retryInterval();
}
