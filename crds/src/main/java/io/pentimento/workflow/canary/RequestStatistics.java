// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

/**
 * Requests that the servers of one model answered.
 *
 * @param requests with a response
 * @param errors responses with a status of 500 or more
 * @param p95 95th percentile of the duration in seconds; NaN if there is none
 */
public record RequestStatistics(long requests, long errors, double p95) {
  double errorRate() {
    return requests == 0 ? 0 : (double) errors / requests;
  }
}
