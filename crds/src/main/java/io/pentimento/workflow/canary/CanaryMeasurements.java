// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

/** What the servers of both models measured since the canary began. */
public record CanaryMeasurements(
    RequestStatistics serving, RequestStatistics candidate, PairedStatistics paired) {}
