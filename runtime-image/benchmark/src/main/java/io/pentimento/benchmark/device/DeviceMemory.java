// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** GPU memory reported by the driver; libtorch caches freed memory. */
final class DeviceMemory {
  private DeviceMemory() {}

  /** MiB used by all processes, or empty if there is no driver. */
  static String used() {
    return query("memory.used");
  }

  static String name() {
    return query("name");
  }

  private static String query(String field) {
    try {
      Process process =
          new ProcessBuilder("nvidia-smi", "--query-gpu=" + field, "--format=csv,noheader,nounits")
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
