/** SwinIR: image restoration by a Swin transformer. */
package io.pentimento.core.network.swinir;
