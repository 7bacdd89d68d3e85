/**
 * The evidence that belongs to a published model: an in-toto statement in a signed DSSE envelope,
 * attached to the model's image. Verification checks content, signature, subject and gate before a
 * model is used.
 */
@NullMarked
package io.pentimento.registry.evidence;

import org.jspecify.annotations.NullMarked;
