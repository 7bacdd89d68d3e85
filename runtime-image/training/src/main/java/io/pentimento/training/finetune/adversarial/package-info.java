/** The discriminator and its losses in adversarial fine-tuning. */
package io.pentimento.training.finetune.adversarial;
