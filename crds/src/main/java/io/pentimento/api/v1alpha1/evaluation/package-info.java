/**
 * {@code spec.evaluation}: the metrics to measure and the gate that decides on the rollout. The
 * types of the gate's result are in the status package.
 */
@NullMarked
package io.pentimento.api.v1alpha1.evaluation;

import org.jspecify.annotations.NullMarked;
