/**
 * The operator: observes the cluster, lets {@link io.pentimento.workflow.WorkflowPlanner} decide,
 * and acts. It knows nothing of tensors; its pods speak the contract of {@code
 * io.pentimento.contract}.
 */
package io.pentimento.operator;
