// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.config;

import io.pentimento.core.device.DeviceChoice;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Limits and parallelism of the server. */
@ConfigMapping(prefix = "pentimento.server")
public interface ServerConfig {
  /** Images restored at the same time. */
  @WithDefault("1")
  int concurrency();

  /** Batching of images of several requests. */
  Batching batching();

  /** Settings of batching. */
  interface Batching {
    /** Maximum number of images in one run of the model; 1 disables batching. */
    @WithDefault("1")
    int size();

    /** Maximum time that the first image of a batch waits for others. */
    @WithDefault("5ms")
    Duration delay();
  }

  /**
   * Maximum number of waiting images, including uploads; further requests are answered with 503.
   */
  @WithDefault("16")
  int queueCapacity();

  /** Value of Retry-After in responses with 503. */
  @WithDefault("2s")
  Duration retryAfter();

  /**
   * Memory for request and response bodies, such as {@code 64M}; requests that exceed it are
   * answered with 503. Default: a quarter of the heap.
   */
  Optional<MemorySize> transferMemory();

  /**
   * Memory for decoding, restoring and encoding, divided evenly among concurrent images; an image
   * that needs more is answered with 413. Default: half of the heap.
   */
  Optional<MemorySize> imageMemory();

  /** Maximum time for a body to arrive; then the response is 408. */
  @WithDefault("30s")
  Duration uploadTimeout();

  /** Maximum time to send a response; then the connection is closed. */
  @WithDefault("60s")
  Duration downloadTimeout();

  /** Threads per image; 0 for all processors, up to the CPU limit of the container. */
  @WithDefault("0")
  int threads();

  /** The device of the model: CPU, CUDA, or Auto. The variable is the same as for workers. */
  @WithDefault("${PENTIMENTO_DEVICE:Auto}")
  DeviceChoice device();

  /**
   * Class path of engines for models other than ONNX; {@code FOLDER/*} for all jars of a folder.
   */
  Optional<String> enginePath();

  /** Maximum size of a request body, in bytes. */
  @WithDefault("20971520")
  int maxBytes();

  /** Maximum width × height. */
  @WithDefault("16777216")
  long maxPixels();

  /** Minimum width and height, in pixels. */
  @WithDefault("16")
  int minSide();

  /** Whether images of another size than the model's are resized to it, and the results back. */
  @WithDefault("true")
  boolean resize();
}
