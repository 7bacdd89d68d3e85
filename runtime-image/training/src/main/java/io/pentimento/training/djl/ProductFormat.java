package io.pentimento.training.djl;

/**
 * In which numbers convolutions, linear layers and matrix products multiply. Their inputs, results
 * and gradients are float32 in any case, and so is everything else.
 */
public enum ProductFormat {
  FLOAT32,
  /** Factors are rounded to bfloat16. It has float32's range, so losses need no scaling. */
  BFLOAT16
}
