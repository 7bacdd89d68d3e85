/**
 * {@code spec.fineTuning}: iterations, losses, optimizer and discriminator. Everything here except
 * resources and pod template is part of the key of stage train.
 */
@NullMarked
package io.pentimento.api.v1alpha1.finetuning;

import org.jspecify.annotations.NullMarked;
