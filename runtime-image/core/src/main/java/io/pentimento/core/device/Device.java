package io.pentimento.core.device;

/** What computes a network. CUDA is the first GPU that the process sees. */
public enum Device {
  CPU,
  CUDA
}
