// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.fuzz;

import java.io.IOException;
import java.util.Locale;

/**
 * A reader of untrusted bytes. It must return a result or throw the documented exceptions; anything
 * else is a defect, as is unbounded time or memory. Implemented by enums, one constant per reader.
 */
public interface FuzzTarget {

  /** The name of the constant. */
  String name();

  /**
   * Reads the input.
   *
   * @throws IOException never because of the content
   */
  void read(byte[] input) throws IOException;

  /** The folder of its corpus below {@code fuzz} in the test resources. */
  default String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
