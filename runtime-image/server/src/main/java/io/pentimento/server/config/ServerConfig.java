package io.pentimento.server.config;

import io.pentimento.core.device.DeviceChoice;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What the server accepts and how much it does at once. */
@ConfigMapping(prefix = "pentimento.server")
public interface ServerConfig {
  /** Images restored at the same time. */
  @WithDefault("1")
  int concurrency();

  /** Whether images of several requests are restored in one run of the model. */
  Batching batching();

  /** When a run of the model begins. */
  interface Batching {
    /** The most images of a run; 1 turns batching off. */
    @WithDefault("1")
    int size();

    /** How long the first image of a run waits for others. */
    @WithDefault("5ms")
    Duration delay();
  }

  /** Images that may wait for their turn, uploads included; one more is answered with 503. */
  @WithDefault("16")
  int queueCapacity();

  /** What a client that was turned away is told to wait. */
  @WithDefault("2s")
  Duration retryAfter();

  /**
   * Memory for bodies of requests and answers, such as {@code 64M}; a request for which there is
   * none is answered with 503. Default: a quarter of the heap.
   */
  Optional<MemorySize> transferMemory();

  /**
   * Memory for decoding, restoring and encoding, shared evenly by the images restored at the same
   * time; an image that takes more is answered with 413. Default: half of the heap.
   */
  Optional<MemorySize> imageMemory();

  /** How long a body may take to arrive; then the answer is 408. */
  @WithDefault("30s")
  Duration uploadTimeout();

  /** How long a client may take to fetch its answer; then the connection is closed. */
  @WithDefault("60s")
  Duration downloadTimeout();

  /** Threads for one image; 0 takes all cores. */
  @WithDefault("0")
  int threads();

  /**
   * Where the model runs: CPU, CUDA, or what the machine and this program have. The variable is the
   * one that workers read too.
   */
  @WithDefault("${PENTIMENTO_DEVICE:Auto}")
  DeviceChoice device();

  /**
   * Where engines for models other than ONNX lie: a class path, {@code FOLDER/*} for all jars of a
   * folder.
   */
  Optional<String> enginePath();

  /** The largest body of a request, in bytes. */
  @WithDefault("20971520")
  int maxBytes();

  /** The largest width × height. */
  @WithDefault("16777216")
  long maxPixels();

  /** The least width and height, in pixels. */
  @WithDefault("16")
  int minSide();

  /** Whether images of another size than the model's are resized to it and back. */
  @WithDefault("true")
  boolean resize();
}
