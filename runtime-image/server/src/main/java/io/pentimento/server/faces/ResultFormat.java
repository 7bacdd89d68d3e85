// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import java.util.List;
import java.util.Locale;

/** The format of a response with a restored photograph. */
enum ResultFormat {
  /** The format of the upload, with its metadata. */
  AS_UPLOADED,
  /** A PNG, upright and without metadata. */
  PNG,
  /** A JPEG, upright and without metadata. */
  JPEG,
  /** A JSON document with the picture and its faces. */
  JSON;

  /**
   * The format that a client accepts; the format of the upload if the client accepts that.
   *
   * @param accept the header, or null
   * @param uploaded the media type of the upload
   */
  static ResultFormat accepted(String accept, String uploaded) {
    List<String> types = types(accept);
    if (types.contains("application/json")) {
      return JSON;
    }
    boolean any = types.isEmpty() || types.contains("*/*") || types.contains("image/*");
    if (any || types.contains(uploaded)) {
      return AS_UPLOADED;
    }
    return types.contains("image/jpeg") ? JPEG : PNG;
  }

  private static List<String> types(String accept) {
    return accept == null
        ? List.of()
        : List.of(accept.toLowerCase(Locale.ROOT).replaceAll(";[^,]*|\\s", "").split(","));
  }
}
