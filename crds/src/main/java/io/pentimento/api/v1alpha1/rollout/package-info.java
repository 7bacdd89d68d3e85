/**
 * How a new model replaces the serving one: the settings of a canary and its state in the status.
 * Independent of the kind that serves the model.
 */
@NullMarked
package io.pentimento.api.v1alpha1.rollout;

import org.jspecify.annotations.NullMarked;
