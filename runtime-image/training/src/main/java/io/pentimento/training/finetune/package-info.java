/** Fine-tuning of image restorers on pseudo targets (docs/method.md, section 5). */
package io.pentimento.training.finetune;
