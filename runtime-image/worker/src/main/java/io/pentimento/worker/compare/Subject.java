// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/** The images of a variant that are compared. */
enum Subject {
  PSEUDO_TARGETS("pseudo targets", "pseudoTargets"),
  ADAPTED("adapted model", "adapted");

  private final String title;
  private final String field;

  Subject(String title, String field) {
    this.title = title;
    this.field = field;
  }

  String title() {
    return title;
  }

  /** Values by image, or by resampled set; empty if there are none. */
  double[] samples(JsonNode row) {
    return StreamSupport.stream(row.path("samples").path(field).spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  /** The value for all images. */
  double value(JsonNode row) {
    return this == ADAPTED
        ? row.path("result").path("adapted").asDouble()
        : row.path("pseudoTargets").asDouble();
  }
}
