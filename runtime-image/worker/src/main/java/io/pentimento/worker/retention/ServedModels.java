// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The artefacts of models that serve. Their jobs may have another spec by now. */
final class ServedModels {
  private ServedModels() {}

  /**
   * @param models digests of weights
   * @param complete the results stored with the artefacts of the workspace
   * @return keys of the trainings that made them
   */
  static Set<String> keys(Set<String> models, Map<StageKey, TerminationMessage> complete) {
    Set<String> keys = new HashSet<>();
    complete.forEach(
        (key, answer) -> {
          String digest = answer.digests().get(TerminationMessage.MODEL);
          if (answer.stage() == StageName.TRAIN && digest != null && models.contains(digest)) {
            keys.add(key.hex());
          }
        });
    return keys;
  }
}
