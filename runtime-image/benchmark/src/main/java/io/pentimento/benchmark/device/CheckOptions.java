// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import io.pentimento.benchmark.Size;
import io.pentimento.core.torchscript.MemoryLayout;
import io.pentimento.training.inference.NumberFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Options of a measurement, from arguments such as {@code batches=1,4}.
 *
 * @param seconds for each measurement
 */
record CheckOptions(
    Size size,
    List<MeasuredNetwork> networks,
    List<NumberFormat> formats,
    List<MemoryLayout> layouts,
    List<Boolean> fusing,
    List<Integer> batches,
    double seconds,
    Path out) {

  static CheckOptions of(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length < 2) {
        throw new IllegalArgumentException("'%s' is not NAME=VALUE".formatted(argument));
      }
      given.put(parts[0], parts[1]);
    }
    return new CheckOptions(
        Size.valueOf(given.getOrDefault("size", "FULL").toUpperCase(Locale.ROOT)),
        list(given, "networks", "UNET,SWINIR,CODEFORMER", MeasuredNetwork::valueOf),
        list(given, "formats", "FLOAT32,BFLOAT16,FLOAT16", NumberFormat::valueOf),
        list(given, "layouts", "CONTIGUOUS,CHANNELS_LAST", MemoryLayout::valueOf),
        list(given, "fusing", "FALSE,TRUE", Boolean::valueOf),
        list(given, "batches", "1,4,16", Integer::valueOf),
        Double.parseDouble(given.getOrDefault("seconds", "0.8")),
        Path.of(given.getOrDefault("out", ".")));
  }

  private static <T> List<T> list(
      Map<String, String> given, String name, String otherwise, Function<String, T> parse) {
    return Arrays.stream(given.getOrDefault(name, otherwise).split(","))
        .map(value -> parse.apply(value.toUpperCase(Locale.ROOT)))
        .toList();
  }
}
