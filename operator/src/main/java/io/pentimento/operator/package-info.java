/**
 * The operator: observes the cluster, lets {@link io.pentimento.workflow.WorkflowPlanner} decide,
 * and acts. It knows nothing of tensors; its pods speak the contract of {@code
 * io.pentimento.contract}.
 */
@NullMarked
package io.pentimento.operator;

import org.jspecify.annotations.NullMarked;
