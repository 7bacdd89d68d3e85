package io.pentimento.api.v1alpha1;

/** Reverse processes. */
public enum SamplerType {
  DDPM,
  DDIM
}
