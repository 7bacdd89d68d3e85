// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the network runs for one pseudo target. */
class NetworkCallsTest {
  private static PseudoTargetsSpec settings(String pseudoTargets) throws JsonProcessingException {
    return AdaptationJobYaml.read(
            """
            spec:
              restorer: {source: {uri: r.pth}}
              prior: {source: {uri: p.pth}}
              dataset: {source: {uri: images}}
              workspace: {persistentVolumeClaim: {claimName: w}}
              pseudoTargets: {%s}
            """
                .formatted(pseudoTargets))
        .getSpec()
        .pseudoTargets();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # From step K down to the clean image.
          method: LowFrequencyConstrained, startTimestep: 600, sampler: {steps: 100}  | 60
          method: Unconditional, startTimestep: 250, sampler: {steps: 100}            | 25
          startTimestep: 1000, sampler: {steps: 100}                                  | 100
          startTimestep: 1, sampler: {steps: 100}                                     | 1
          # From pure noise, whatever K is.
          method: ILVR, startTimestep: 600, sampler: {steps: 100}                     | 100
          method: PGDiff, startTimestep: 250, sampler: {steps: 100}                   | 100
          # From K to L.
          method: DR2, startTimestep: 600, constraintEndTimestep: 400, sampler: {steps: 100} | 20
          # From another service.
          method: Imported, source: {uri: t}                                          | 0
          # The defaults of the samplers.
          startTimestep: 1000                                                         | 250
          startTimestep: 600                                                          | 150
          startTimestep: 600, sampler: {type: DPMSolver}                              | 12
          method: DR2, sampler: {type: DPMSolver, steps: 9}                           | 9
          """)
  void theRangeOfTheMethodDecides(String pseudoTargets, long calls) throws JsonProcessingException {
    assertThat(NetworkCalls.of(settings(pseudoTargets))).isEqualTo(calls);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # The sections are [0, 500) and [500, 1000).
          startTimestep: 500, sampler: {sectionSteps: [100, 10]}                 | 100
          startTimestep: 250, sampler: {sectionSteps: [100, 10]}                 | 50
          startTimestep: 750, sampler: {sectionSteps: [100, 10]}                 | 105
          startTimestep: 1000, sampler: {sectionSteps: [100, 10]}                | 110
          method: ILVR, startTimestep: 250, sampler: {sectionSteps: [100, 10]}   | 110
          method: DR2, startTimestep: 750, constraintEndTimestep: 500, sampler: {sectionSteps: [100, 10]} | 5
          startTimestep: 600, sampler: {sectionSteps: [50]}                      | 30
          """)
  void eachSectionHasItsOwnDensity(String pseudoTargets, long calls)
      throws JsonProcessingException {
    assertThat(NetworkCalls.of(settings(pseudoTargets))).isEqualTo(calls);
  }

  @Test
  void everyCandidateOfASelectionIsComputed() throws JsonProcessingException {
    assertThat(
            NetworkCalls.of(
                settings("startTimestep: 500, sampler: {steps: 100}, selection: {candidates: 5}")))
        .isEqualTo(250);
  }

  @Test
  void equalSectionsAreUniformSteps() throws JsonProcessingException {
    for (int start = 50; start <= 1000; start += 50) {
      String k = "startTimestep: " + start + ", sampler: ";

      assertThat(NetworkCalls.of(settings(k + "{sectionSteps: [25, 25, 25, 25]}")))
          .as("K = %d", start)
          .isEqualTo(NetworkCalls.of(settings(k + "{steps: 100}")));
    }
  }
}
