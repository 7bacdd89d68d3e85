package io.pentimento.core.torchscript;

/** The numbers of a tensor in a script. */
public enum ElementType {
  FLOAT,
  /** bfloat16 or float16: the source is the same, the stored tensors decide. */
  REDUCED,
  INTEGER
}
