package io.pentimento.core.torchscript;

/** The order in which images and convolution weights lie in memory. */
public enum MemoryLayout {
  /** (N, C, H, W), as shapes are written. */
  CONTIGUOUS,
  /** Channels innermost, which tensor cores prefer. */
  CHANNELS_LAST
}
