// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.admission;

import io.pentimento.server.config.ServerConfig;
import io.quarkus.runtime.configuration.MemorySize;
import java.util.Optional;

/**
 * The part of the heap that requests may use; the rest is for the server itself.
 *
 * @param transfers bytes for all request and response bodies together
 * @param image bytes for decoding, restoring and encoding one image
 */
public record MemoryBudget(long transfers, long image) {
  private static final int SHARE_OF_TRANSFERS = 4;
  private static final int SHARE_OF_IMAGES = 2;

  public MemoryBudget {
    if (transfers < 1 || image < 1) {
      throw new IllegalArgumentException(
          "pentimento.server.transfer-memory and pentimento.server.image-memory must be positive");
    }
  }

  public static MemoryBudget of(ServerConfig config) {
    return of(config, Runtime.getRuntime().maxMemory());
  }

  public static MemoryBudget of(ServerConfig config, long heap) {
    long images = bytes(config.imageMemory()).orElse(heap / SHARE_OF_IMAGES);
    return new MemoryBudget(
        bytes(config.transferMemory()).orElse(heap / SHARE_OF_TRANSFERS),
        images / Math.max(1, config.concurrency() * config.batching().size()));
  }

  /** The maximum size of a request body. */
  public int largestBody(ServerConfig config) {
    return (int) Math.min(config.maxBytes(), transfers);
  }

  private static Optional<Long> bytes(Optional<MemorySize> size) {
    return size.map(MemorySize::asLongValue);
  }
}
