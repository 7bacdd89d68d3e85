// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Prints each measurement when it is available, and appends it to a file as a line of JSON. */
record Results(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void add(String text, Map<String, ?> figures) throws IOException {
    System.out.println(text);
    System.out.flush();
    Files.writeString(
        file,
        JSON.writeValueAsString(figures) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
