// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.config;

import io.pentimento.core.restorer.ServingPrecision;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Settings of the served model. */
@ConfigMapping(prefix = "pentimento.model")
public interface ModelConfig {
  /**
   * The {@code .onnx} file, or a directory with {@code model.onnx}; or a TorchScript module, {@code
   * .pt}, which needs an engine.
   */
  Optional<Path> path();

  /** The name of the model in the Open Inference Protocol. */
  @WithDefault("restorer")
  String name();

  /** The version of the model in the Open Inference Protocol; its digest is a second version. */
  @WithDefault("1")
  String version();

  /**
   * CodeFormer's fidelity weight w for requests without one, from 0 (highest quality) to 1 (highest
   * fidelity). Default: as recorded with the model.
   */
  OptionalDouble fidelityWeight();

  /**
   * The served graph: Float16 uses {@code NAME.float16.onnx} beside {@code NAME.onnx} if it exists.
   * It is intended for GPUs; CPUs gain no speed.
   */
  @WithDefault("Float32")
  ServingPrecision precision();

  /** Delay before a model that could not be loaded is loaded again. */
  @WithDefault("10s")
  Duration retryInterval();
}
