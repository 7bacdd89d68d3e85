// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One image of the holdout in several versions.
 *
 * @param versions PNG or JPEG files by caption, such as {@code input}, {@code adapted}, in display
 *     order
 */
public record Picture(String name, Map<String, byte[]> versions) {
  public Picture {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /** The address of a version within the page. */
  static String address(byte[] file) {
    boolean jpeg = file.length > 1 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8;
    return "data:image/%s;base64,%s"
        .formatted(jpeg ? "jpeg" : "png", Base64.getEncoder().encodeToString(file));
  }
}
