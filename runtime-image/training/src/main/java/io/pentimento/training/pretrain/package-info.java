/** Small networks of one's own from a folder of clean images: perceptual networks and restorers. */
@NullMarked
package io.pentimento.training.pretrain;

import org.jspecify.annotations.NullMarked;
