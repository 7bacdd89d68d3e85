/** Trains small perceptual networks and restorers on a folder of clean images. */
@NullMarked
package io.pentimento.training.pretrain;

import org.jspecify.annotations.NullMarked;
