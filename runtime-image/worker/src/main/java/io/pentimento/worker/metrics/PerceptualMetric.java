// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.metrics.Direction;
import io.pentimento.core.metrics.MetricInfo;
import io.pentimento.core.metrics.PairedMetric;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NumberFormat;
import java.io.IOException;
import java.nio.file.Path;

/** LPIPS, with the weights of the job. */
final class PerceptualMetric implements PairedMetric, AutoCloseable {
  private final GraphSession session;
  private final String network;

  PerceptualMetric(Path weightsFile, int size, Inference inference) throws IOException {
    StateDict weights = Safetensors.read(weightsFile);
    this.network =
        LpipsWeights.isPublishedLayout(weights)
            ? "VGG16"
            : MetricResult.OWN_NETWORK + " of widths " + LpipsWeights.network(weights).widths();
    this.session = inference.open(new PerceptualGraph(weights, size), NumberFormat.FLOAT32);
  }

  /** Description of the network. */
  String network() {
    return network;
  }

  @Override
  public MetricInfo info() {
    return new MetricInfo("lpips", Direction.LOWER_IS_BETTER, 1);
  }

  @Override
  public double value(Tensor restored, Tensor reference) {
    return session.run(restored, reference).data()[0];
  }

  @Override
  public void close() {
    session.close();
  }
}
