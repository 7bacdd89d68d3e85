// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import io.pentimento.api.v1alpha1.status.StageName;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The README.md of a published model. It depends only on the model itself, so that two jobs with
 * the same model publish the same bytes.
 */
final class ModelCard {
  static final String NAME = "README.md";

  private ModelCard() {}

  static byte[] of(AcceptedModel model) {
    return """
    # Adapted face restoration model

    This model restores degraded face images. It was adapted to images of one kind, without clean
    examples of them, from a published model of architecture %s.

    | | |
    |---|---|
    | weights | `%s` |
    | key of the training | `%s` |
    %s
    Files: `adapted.onnx` (to serve; `adapted.float16.onnx` for GPUs) and `adapted.safetensors` (to train
    on), or `adapted.pt` for a TorchScript model. `restorer.json` describes the input and output of the model.

    Measurements and the decision of the gate are attached to this image: `pentimento verify-model`
    checks them, and `pentimento report` shows them.

    ## Limits

    Use the model for images like those it was adapted to; the evidence names them by digest. It restores
    faces as a generative prior imagines them: details can be wrong. Do not use its output to identify
    people.
    """
        .formatted(
            model.architecture(),
            model.digest(),
            model.keys().get(StageName.TRAIN),
            sources(model.sources()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String sources(Map<String, String> sources) {
    StringBuilder rows = new StringBuilder();
    for (String name : new String[] {"restorer.source", "prior.source", "dataset.source"}) {
      if (sources.containsKey(name)) {
        rows.append("| %s | `%s` |\n".formatted(name, sources.get(name)));
      }
    }
    return rows.toString();
  }
}
