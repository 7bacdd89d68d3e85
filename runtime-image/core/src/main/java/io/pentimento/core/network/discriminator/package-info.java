/** The discriminator of adversarial fine-tuning. */
@NullMarked
package io.pentimento.core.network.discriminator;

import org.jspecify.annotations.NullMarked;
