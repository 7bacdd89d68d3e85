// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

/**
 * Measurements of a pseudo target that was selected among several candidates.
 *
 * @param score by the criterion of the job; higher is better
 * @param disagreement mean distance between the candidates, in levels of 0 to 255
 */
public record TargetScores(double score, double disagreement) {}
