/**
 * Selects pseudo targets: the best of several candidates of an image, and the images whose pseudo
 * targets are used for training, with their weights.
 */
@NullMarked
package io.pentimento.worker.selection;

import org.jspecify.annotations.NullMarked;
