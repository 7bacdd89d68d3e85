// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.adversarial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.network.discriminator.UNetDiscriminator.SpectralNorm;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Parameters;

/**
 * Spectral norm in training: every forward pass updates the stored singular vectors by one power
 * iteration, without gradients, and divides by the resulting σ (docs/method.md, section 5.4).
 */
final class PowerIteration implements SpectralNorm<NDArray> {
  private static final float EPS = 1e-12f;

  private final Parameters parameters;

  PowerIteration(Parameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public NDArray normalized(String layer, NDArray weight) {
    Shape shape = weight.getShape();
    long rows = shape.get(0);
    NDArray matrix = weight.reshape(rows, shape.size() / rows);
    NDArray storedU = parameters.get(layer + ".weight_u", rows);
    NDArray storedV = parameters.get(layer + ".weight_v", shape.size() / rows);
    boolean recording = JniUtils.isGradMode();
    TorchEngine.recordGradients(false);
    NDArray v = unit(matrix.transpose().matMul(storedU));
    NDArray u = unit(matrix.matMul(v));
    v.copyTo(storedV);
    u.copyTo(storedU);
    TorchEngine.recordGradients(recording);
    NDArray sigma = u.reshape(1, rows).matMul(matrix.matMul(v.reshape(shape.size() / rows, 1)));
    return weight.div(sigma.reshape(1, 1, 1, 1));
  }

  private static NDArray unit(NDArray x) {
    return x.div(x.mul(x).sum().sqrt().maximum(EPS));
  }
}
