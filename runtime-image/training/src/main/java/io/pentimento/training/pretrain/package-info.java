/** Small networks of one's own from a folder of clean images: perceptual networks and restorers. */
package io.pentimento.training.pretrain;
