package io.pentimento.training.inference;

/** In which numbers a network's convolutions, linear layers and matrix products compute. */
public enum NumberFormat {
  FLOAT32,
  BFLOAT16,
  FLOAT16
}
