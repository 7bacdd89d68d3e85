/** The discriminator of adversarial fine-tuning. */
package io.pentimento.core.network.discriminator;
