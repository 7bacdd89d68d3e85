// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.metrics;

import io.pentimento.server.failure.ClientGoneException;

/** The outcome of a request, as a label of metrics. */
final class Outcome {
  private Outcome() {}

  /**
   * @param invalid the outcome of a request with status 400
   */
  static String of(int status, String invalid) {
    return switch (status) {
      case 200 -> "restored";
      case 400 -> invalid;
      case 404 -> "unknown_model";
      case 408 -> "too_slow";
      case 413 -> "too_large";
      case 415 -> "unsupported_media_type";
      case 422 -> "unprocessable";
      case ClientGoneException.STATUS -> "client_gone";
      case 503 -> "unavailable";
      default -> status < 500 ? "rejected" : "failed";
    };
  }
}
