/** Fine-tuning of image restorers on pseudo targets (docs/method.md, section 5). */
@NullMarked
package io.pentimento.training.finetune;

import org.jspecify.annotations.NullMarked;
