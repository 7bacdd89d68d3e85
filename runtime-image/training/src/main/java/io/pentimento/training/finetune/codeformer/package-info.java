/** Fine-tuning of CodeFormer: target codes, pairs and losses. */
package io.pentimento.training.finetune.codeformer;
