/** The diffusion prior's network on ONNX Runtime. */
package io.pentimento.core.prior;
