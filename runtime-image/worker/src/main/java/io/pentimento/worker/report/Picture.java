package io.pentimento.worker.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One image of the holdout in several versions.
 *
 * @param versions PNG files by caption, such as {@code input}, {@code adapted}, in display order
 */
public record Picture(String name, Map<String, byte[]> versions) {
  public Picture {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }
}
