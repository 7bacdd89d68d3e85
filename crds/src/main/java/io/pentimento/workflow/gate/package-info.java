/**
 * Decides whether the measurements allow the rollout of a candidate. The gate compares it with the
 * base model and with the model that serves.
 */
@NullMarked
package io.pentimento.workflow.gate;

import org.jspecify.annotations.NullMarked;
