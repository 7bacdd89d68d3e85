// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import io.pentimento.training.djl.TorchEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Measures networks, sampling and training on the device of this process. */
final class DeviceCheck {
  private static final String USAGE =
      "usage: networks|sampling|training|export [size=full|small] [networks=…] [formats=…]"
          + " [layouts=…] [fusing=…] [batches=…] [seconds=…] [out=FOLDER]";

  private DeviceCheck() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.err.println(USAGE);
      System.exit(64);
    }
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    CheckOptions options = CheckOptions.of(rest);
    Files.createDirectories(options.out());
    Results results = new Results(options.out().resolve("results.jsonl"));
    String device = TorchEngine.deviceOfThisProcess() + " " + DeviceMemory.name();
    results.add("Device: " + device, Map.of("part", "device", "device", device));
    switch (arguments[0]) {
      case "networks" -> new NetworkTimes(options, results).measure();
      case "sampling" -> new SamplingTimes(options, results).measure();
      case "training" -> new TrainingTimes(options, results).measure();
      case "export" -> new ScriptExport(options).write();
      default -> throw new IllegalArgumentException(USAGE);
    }
  }
}
