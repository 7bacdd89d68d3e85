package io.pentimento.training.finetune;

import io.pentimento.core.tensor.Tensor;

/**
 * What one forward pass trains on, all (N, 3, H, W) in [0, 1].
 *
 * @param degraded the restorer's inputs
 * @param targets what it should have made of them
 * @param real unrelated clean images for the discriminator
 */
public record MicroBatch(Tensor degraded, Tensor targets, Tensor real) {}
