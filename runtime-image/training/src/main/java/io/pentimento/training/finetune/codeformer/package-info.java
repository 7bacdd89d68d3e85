/** Fine-tuning of CodeFormer: target codes, pairs and losses. */
@NullMarked
package io.pentimento.training.finetune.codeformer;

import org.jspecify.annotations.NullMarked;
