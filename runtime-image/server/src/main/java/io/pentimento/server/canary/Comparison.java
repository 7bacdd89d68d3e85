// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import io.pentimento.server.canary.CanaryReport.Candidate;

/** Means over the images that both models restored. Not thread-safe. */
final class Comparison {
  private final String model;
  private final RunningMean fidelity = new RunningMean();
  private final RunningMean fidelityChange = new RunningMean();
  private final RunningMean quality = new RunningMean();
  private final RunningMean qualityChange = new RunningMean();
  private final RunningMean difference = new RunningMean();
  private long pairs;
  private long failures;
  private long skipped;

  /**
   * @param model digest of the candidate's model
   */
  Comparison(String model) {
    this.model = model;
  }

  String model() {
    return model;
  }

  void add(PairMeasures measures) {
    pairs++;
    fidelity.add(measures.servedFidelity());
    fidelityChange.add(measures.candidateFidelity() - measures.servedFidelity());
    difference.add(measures.difference());
    if (Double.isFinite(measures.servedQuality()) && Double.isFinite(measures.candidateQuality())) {
      quality.add(measures.servedQuality());
      qualityChange.add(measures.candidateQuality() - measures.servedQuality());
    }
  }

  void addFailure() {
    failures++;
  }

  void addSkipped() {
    skipped++;
  }

  Candidate report() {
    return new Candidate(
        model,
        pairs,
        failures,
        skipped,
        fidelity.sample(),
        fidelityChange.sample(),
        quality.sample(),
        qualityChange.sample(),
        difference.sample());
  }
}
