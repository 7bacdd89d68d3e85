// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import io.pentimento.core.tensor.Tensor;

/**
 * The data of one forward pass, all (N, 3, H, W) in [0, 1].
 *
 * @param degraded the restorer's inputs
 * @param targets the desired outputs
 * @param real unrelated clean images for the discriminator
 */
public record MicroBatch(Tensor degraded, Tensor targets, Tensor real) {}
