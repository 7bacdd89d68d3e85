/**
 * Decides whether the measurements allow the rollout of a candidate. The gate compares it with the
 * base model and with the model that serves.
 */
package io.pentimento.workflow.gate;
