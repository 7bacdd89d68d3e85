/** The discriminator and its losses in adversarial fine-tuning. */
@NullMarked
package io.pentimento.training.finetune.adversarial;

import org.jspecify.annotations.NullMarked;
