// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageParameters;
import java.util.Map;

/** Documents of stages of a job named {@code toy} with default settings. */
public final class StageDocuments {
  public static final StageKey KEY = new StageKey("d".repeat(64));

  /** Settings of pseudo targets. */
  public static final StageKey SETTINGS = new StageKey("e".repeat(64));

  private StageDocuments() {}

  /** A document with {@link #KEY} and {@link #SETTINGS}, and without predecessors. */
  public static StageDocument of(StageName stage) {
    return of(stage, Map.of());
  }

  public static StageDocument of(StageName stage, Map<StageName, StageKey> upstream) {
    return new StageDocument(
        stage,
        KEY,
        new JobReference(null, "toy", null),
        upstream,
        Map.of(),
        SETTINGS,
        StageParameters.of(stage, spec()),
        1,
        null);
  }

  public static AdaptationJobSpec spec() {
    try {
      return AdaptationJobYaml.read(
              """
              spec:
                restorer: {source: {uri: restorer.pth}}
                prior: {source: {uri: prior.pth}}
                dataset: {source: {uri: images}}
                workspace: {persistentVolumeClaim: {claimName: toy}}
              """)
          .getSpec();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
