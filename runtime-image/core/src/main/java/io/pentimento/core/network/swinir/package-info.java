/** SwinIR: image restoration by a Swin transformer. */
@NullMarked
package io.pentimento.core.network.swinir;

import org.jspecify.annotations.NullMarked;
