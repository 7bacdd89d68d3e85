// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

/** Measurements of the servers of both models since the start of the canary. */
public record CanaryMeasurements(
    RequestStatistics serving, RequestStatistics candidate, PairedStatistics paired) {}
